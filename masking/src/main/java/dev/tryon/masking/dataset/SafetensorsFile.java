/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes uint8 tensors in the safetensors format: the header's length (8 bytes, little endian), a JSON header of dtype,
 * shape and offsets per tensor, then the bytes (github.com/huggingface/safetensors, "Format"). Stateless.
 */
final class SafetensorsFile implements ShardFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A uint8 tensor; {@code bytes} are row-major. */
    private record Tensor(int[] shape, byte[] bytes) {
        Tensor {
            long expected = 1;
            for (int side : shape) {
                expected *= side;
            }
            if (expected != bytes.length) {
                throw new IllegalArgumentException("shape asks for " + expected + " bytes, got " + bytes.length);
            }
        }
    }

    @Override
    public String extension() {
        return "safetensors";
    }

    /** Rows become the first axis of each tensor. */
    @Override
    public void write(Path file, List<ShardRow> rows, Map<String, String> metadata) throws IOException {
        write(file, stack(rows), metadata);
    }

    private static Map<String, Tensor> stack(List<ShardRow> rows) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < ShardRow.NAMES.size(); i++) {
            int[] shape = rows.get(0).shapes().get(i);
            int size = rows.get(0).planes().get(i).length;
            byte[] bytes = new byte[size * rows.size()];
            for (int row = 0; row < rows.size(); row++) {
                System.arraycopy(rows.get(row).planes().get(i), 0, bytes, row * size, size);
            }
            int[] stacked = {rows.size(), shape[0], shape[1], shape[2]};
            tensors.put(ShardRow.NAMES.get(i), new Tensor(stacked, bytes));
        }
        return tensors;
    }

    private static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode strings = header.putObject("__metadata__");
        metadata.forEach(strings::put);
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", "U8");
            node.putPOJO("shape", tensor.shape);
            node.putPOJO("data_offsets", List.of(offset, offset + tensor.bytes.length));
            offset += tensor.bytes.length;
        }
        byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        // The data starts at a multiple of 8; spaces may fill the header.
        int padding = (8 - json.length % 8) % 8;
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length + padding);
        ShardFile.writeWhole(file, stream -> {
            stream.write(length.array());
            stream.write(json);
            stream.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (Tensor tensor : tensors.values()) {
                stream.write(tensor.bytes);
            }
        });
    }

    /** The strings of {@code __metadata__}. */
    @Override
    public Map<String, String> metadata(Path file) throws IOException {
        try (DataInputStream stream = new DataInputStream(Files.newInputStream(file))) {
            long length = Long.reverseBytes(stream.readLong());
            if (length <= 0 || length > 100_000_000) {
                throw new IOException(file + " is not a safetensors file");
            }
            JsonNode header = JSON.readTree(stream.readNBytes((int) length));
            Map<String, String> metadata = new LinkedHashMap<>();
            for (var field : header.path("__metadata__").properties()) {
                metadata.put(field.getKey(), field.getValue().asText());
            }
            return metadata;
        }
    }
}
