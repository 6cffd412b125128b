/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads safetensors files, written from the format's description and not from our writer. */
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
}
