/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads shards; written from the formats' descriptions and not from our writers. */
final class ShardReader {
    private ShardReader() {}

    static Map<String, byte[]> tensors(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = Math.toIntExact(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
        JsonNode header = new ObjectMapper().readTree(bytes, 8, length);
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        for (var entry : header.properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                JsonNode offsets = entry.getValue().path("data_offsets");
                int from = 8 + length + offsets.get(0).intValue();
                tensors.put(
                        entry.getKey(),
                        Arrays.copyOfRange(
                                bytes, from, 8 + length + offsets.get(1).intValue()));
            }
        }
        return tensors;
    }

    /** The arrays of one sample of a tar by their names, checked for what tar and NumPy want to see. */
    static Map<String, byte[]> arrays(Path file, String sample) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        entries(file).forEach((name, content) -> {
            if (name.startsWith(sample + ".") && name.endsWith(".npy")) {
                assertThat(Arrays.copyOf(content, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
                int header = 10 + (content[8] & 0xff) + 256 * (content[9] & 0xff);
                assertThat(header % 64).isZero();
                arrays.put(
                        name.substring(sample.length() + 1, name.length() - 4),
                        Arrays.copyOfRange(content, header, content.length));
            }
        });
        return arrays;
    }

    static Map<String, byte[]> entries(Path file) throws IOException {
        ByteBuffer tar = ByteBuffer.wrap(Files.readAllBytes(file));
        assertThat(tar.remaining() % 512).isZero();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        while (tar.get(tar.position()) != 0) {
            byte[] header = new byte[512];
            tar.get(header);
            int sum = 8 * ' ';
            for (int i = 0; i < 512; i++) {
                sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
            }
            assertThat(field(header, 148, 6)).isEqualTo("%06o".formatted(sum));
            byte[] content = new byte[Integer.parseInt(field(header, 124, 11), 8)];
            tar.get(content);
            tar.position((tar.position() + 511) / 512 * 512);
            entries.put(field(header, 0, 100), content);
        }
        assertThat(tar.remaining()).as("two empty blocks").isEqualTo(1024);
        return entries;
    }

    private static String field(byte[] header, int from, int length) {
        return new String(header, from, length, StandardCharsets.US_ASCII).split("\0", -1)[0];
    }
}
