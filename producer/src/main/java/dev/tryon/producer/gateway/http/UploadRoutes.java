/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.gateway.access.Tenant;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Addresses that a picture can be put at by whoever has it, past the gateway. Type and length are part of the signature,
 * and the name is the content's sha256, so that what is uploaded twice is stored once. Thread-safe.
 */
final class UploadRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Map<String, String> EXTENSIONS =
            Map.of("image/jpeg", "jpg", "image/png", "png", "image/webp", "webp");
    private static final Set<String> FIELDS = new TreeSet<>(Set.of("bucket", "content_type", "bytes", "sha256"));
    private static final int LONGEST = 4096;

    private final Caller caller;
    private final S3ImageStore store;
    private final GatewayConfig.Uploads limits;
    private final Clock clock;

    UploadRoutes(Caller caller, S3ImageStore store, GatewayConfig.Uploads limits, Clock clock) {
        this.caller = caller;
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/v1/uploads", this::upload));
    }

    private void upload(Context context) throws IOException {
        Tenant tenant = caller.counted(context);
        Bodies.requireType(context, "application/json");
        JsonNode body = body(context);
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw wrong(422, name, "is no such field; there are " + FIELDS);
            }
        });
        String bucket = bucket(body, tenant);
        String type = text(body, "content_type");
        String extension = EXTENSIONS.get(type);
        if (extension == null) {
            throw wrong(422, "content_type", "must be image/jpeg, image/png or image/webp");
        }
        String sha256 = text(body, "sha256");
        if (!SHA256.matcher(sha256).matches()) {
            throw wrong(422, "sha256", "must be 64 lower-case hex digits, of the picture's bytes");
        }
        JsonNode bytes = body.path("bytes");
        if (!bytes.isIntegralNumber() || bytes.asLong() < 1 || bytes.asLong() > limits.bytes()) {
            throw wrong(422, "bytes", "must be a whole number from 1 to " + limits.bytes());
        }
        S3Uri address = new S3Uri(bucket, "uploads/" + sha256 + "." + extension);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("uri", address.toString());
        answer.put("sha256", sha256);
        answer.put(
                "put",
                store.presignPut(address, limits.validity(), type, bytes.asLong())
                        .toString());
        answer.put("headers", Map.of("Content-Type", type));
        answer.put("expires_at", clock.instant().plus(limits.validity()).toString());
        context.status(201).contentType("application/json").result(Problem.utf8(answer));
    }

    private static JsonNode body(Context context) throws IOException {
        byte[] bytes = context.req().getInputStream().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw wrong(413, "", "the body must have at most " + LONGEST + " bytes");
        }
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body == null || !body.isObject()) {
                throw wrong(400, "", "must be a JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw wrong(400, "", "is not JSON");
        }
    }

    private static String bucket(JsonNode body, Tenant tenant) {
        if (body.path("bucket").isMissingNode() && tenant.buckets().size() == 1) {
            return tenant.buckets().iterator().next();
        }
        String bucket = text(body, "bucket");
        if (!tenant.buckets().contains(bucket)) {
            throw wrong(403, "bucket", "must be one of " + new TreeSet<>(tenant.buckets()));
        }
        return bucket;
    }

    private static String text(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (!node.isTextual()) {
            throw wrong(422, field, "must be given, as a JSON string");
        }
        return node.asText();
    }

    private static ProblemException wrong(int status, String field, String message) {
        String code =
                status == 403 ? "forbidden" : status == 413 ? "too-large" : status == 400 ? "malformed" : "invalid";
        return Problem.field(status, code, field, message, "").thrown();
    }
}
