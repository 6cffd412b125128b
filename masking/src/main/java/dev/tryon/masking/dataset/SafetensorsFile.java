/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes uint8 tensors in the safetensors format: the header's length (8 bytes, little endian), a JSON header of dtype,
 * shape and offsets per tensor, then the bytes (github.com/huggingface/safetensors, "Format"). Stateless.
 */
final class SafetensorsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SafetensorsFile() {}

    /** A uint8 tensor; {@code bytes} are row-major. */
    record Tensor(int[] shape, byte[] bytes) {
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

    /** Writes beside {@code file} first and moves it there, so that a file that exists is whole. */
    static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
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
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream stream = Files.newOutputStream(part)) {
            stream.write(length.array());
            stream.write(json);
            stream.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (Tensor tensor : tensors.values()) {
                stream.write(tensor.bytes);
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The strings of {@code __metadata__}. */
    static Map<String, String> metadata(Path file) throws IOException {
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
