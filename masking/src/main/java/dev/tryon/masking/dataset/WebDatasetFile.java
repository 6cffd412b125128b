/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A tar whose entries are grouped by the name before the first dot, as WebDataset reads it (github.com/webdataset): per
 * pair {@code NAME.json} with what the shard was made with, then {@code NAME.masked_crop.npy} and so on, uint8 arrays of
 * channel, row, column in NumPy's format 1.0. Times and owners are 0, so that equal pairs make equal bytes.
 */
final class WebDatasetFile implements ShardFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BLOCK = 512;

    @Override
    public String extension() {
        return "tar";
    }

    @Override
    public void write(Path file, List<ShardRow> rows, Map<String, String> metadata) throws IOException {
        ShardFile.writeWhole(file, stream -> {
            OutputStream tar = new BufferedOutputStream(stream);
            for (ShardRow row : rows) {
                if (row.name().indexOf('.') >= 0) {
                    throw new IOException("a pair's name must have no dot in a WebDataset, rename " + row.name());
                }
                Map<String, String> all = new LinkedHashMap<>(metadata);
                all.put("name", row.name());
                entry(tar, row.name() + ".json", JSON.writeValueAsBytes(all));
                for (int i = 0; i < ShardRow.NAMES.size(); i++) {
                    byte[] array = npy(row.shapes().get(i), row.planes().get(i));
                    entry(tar, row.name() + "." + ShardRow.NAMES.get(i) + ".npy", array);
                }
            }
            tar.write(new byte[2 * BLOCK]);
            tar.flush();
        });
    }

    @Override
    public Map<String, String> metadata(Path file) throws IOException {
        try (DataInputStream stream = new DataInputStream(Files.newInputStream(file))) {
            byte[] header = new byte[BLOCK];
            stream.readFully(header);
            String name = text(header, 0, 100);
            if (!name.endsWith(".json") || !text(header, 257, 5).equals("ustar")) {
                throw new IOException(file + " does not begin like a shard of ours");
            }
            byte[] json = stream.readNBytes(Integer.parseInt(text(header, 124, 11), 8));
            Map<String, String> metadata = JSON.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
            metadata.remove("name");
            return metadata;
        } catch (NumberFormatException e) {
            throw new IOException(file + " does not begin like a shard of ours", e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** A POSIX ustar entry. */
    private static void entry(OutputStream tar, String name, byte[] content) throws IOException {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > 100) {
            throw new IOException("a pair's name is too long for a tar: " + name);
        }
        ByteBuffer header = ByteBuffer.allocate(BLOCK);
        header.put(encoded);
        put(
                header,
                100,
                "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(content.length) + "00000000000\0");
        put(header, 148, " ".repeat(8) + "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        tar.write(header.array());
        tar.write(content);
        tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(ByteBuffer header, int at, String text) {
        header.position(at);
        header.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** NumPy's format 1.0: magic, header length, a Python dict padded to 64 bytes, the bytes. */
    private static byte[] npy(int[] shape, byte[] bytes) {
        String sides = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': " + sides + ", }";
        int padding = 63 - (10 + dict.length()) % 64;
        byte[] text = (dict + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream array = new ByteArrayOutputStream(10 + text.length + bytes.length);
        array.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        array.writeBytes(ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) text.length)
                .array());
        array.writeBytes(text);
        array.writeBytes(bytes);
        return array.toByteArray();
    }
}
