/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON document beside a result: what was announced of it ({@code Completed}, with its quality and provenance), and
 * what an event has no room for: the expert, where the inputs came from, and which software made it. Immutable.
 *
 * @param completed what is announced
 * @param expert that painted it
 * @param inputs by role: {@code subject}, {@code product}, {@code mask} when the request brought one
 */
public record Sidecar(Completed completed, Expert expert, Map<String, StoredImage> inputs) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Sidecar {
        inputs = Map.copyOf(inputs);
    }

    /** UTF-8. What {@link #completed(byte[])} does not know it leaves aside, so the extras cost a reader nothing. */
    public byte[] json() {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(JsonFormat.printer().print(completed));
            root.put("expert", ExpertNames.name(expert));
            ObjectNode sources = root.putObject("inputs");
            inputs.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(input -> sources.putObject(input.getKey())
                            .put("uri", input.getValue().address().toString())
                            .put("etag", input.getValue().etag())
                            .put("sha256", input.getValue().sha256()));
            ObjectNode versions = root.putObject("versions");
            versions().forEach(versions::put);
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a result without an Any cannot fail to print", e);
        }
    }

    /** What was announced, read back. */
    static Completed completed(byte[] json) throws InvalidProtocolBufferException {
        Completed.Builder completed = Completed.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(new String(json, StandardCharsets.UTF_8), completed);
        return completed.build();
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        String worker = Sidecar.class.getPackage().getImplementationVersion();
        versions.put("tryon", worker == null ? "development" : worker);
        versions.put("java", Runtime.version().toString());
        return versions;
    }
}
