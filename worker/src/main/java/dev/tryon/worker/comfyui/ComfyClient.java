/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.v1.FailureCode;
import dev.tryon.worker.diffusion.JobFailedOnDeviceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a ComfyUI server (docs.comfy.org, "Server routes"): upload, queue, look, fetch. A server that does not
 * answer, or answers 5xx, is an {@code ENGINE_UNAVAILABLE}. Thread-safe.
 */
final class ComfyClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOUNDARY = "tryon-boundary-7d1f0c";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI server;
    private final String clientId;

    /** @param server as {@code http://gpu-1:8188} */
    ComfyClient(HttpClient http, URI server, String clientId) {
        this.http = http;
        this.server = server;
        this.clientId = clientId;
    }

    /**
     * Puts a picture where a LoadImage node finds it; one of the same name is replaced.
     *
     * @return what the node's input {@code image} must say
     */
    String upload(String name, byte[] png) throws InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : Map.of("type", "input", "subfolder", "tryon", "overwrite", "true")
                .entrySet()) {
            text(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n");
        }
        text(
                body,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/png\r\n\r\n");
        body.writeBytes(png);
        text(body, "\r\n--" + BOUNDARY + "--\r\n");
        HttpResponse<byte[]> response = send(request("/upload/image")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    server + " does not take the picture " + name + ": it answers " + response.statusCode());
        }
        JsonNode stored = json(response);
        String subfolder = stored.path("subfolder").asText();
        return (subfolder.isEmpty() ? "" : subfolder + "/")
                + stored.path("name").asText();
    }

    /**
     * Queues a workflow.
     *
     * @param promptId that the server should give it; older ones give their own
     * @param front before all that waits
     * @return the prompt's id
     * @throws IllegalStateException when the server does not accept the workflow: the bundle is at fault
     */
    String queue(ObjectNode workflow, String promptId, boolean front) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("prompt", workflow);
        body.put("client_id", clientId);
        body.put("prompt_id", promptId);
        if (front) {
            body.put("front", true);
        }
        HttpResponse<byte[]> response = send(post("/prompt", body));
        JsonNode answer = json(response);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(server + " refuses the workflow: "
                    + answer.path("error").path("message").asText() + " "
                    + answer.path("error").path("details").asText() + " " + answer.path("node_errors"));
        }
        return answer.path("prompt_id").asText();
    }

    /** What became of a prompt: {@code status} and {@code outputs}; empty while it waits or runs. */
    Optional<JsonNode> history(String promptId) throws InterruptedException {
        JsonNode entry = json(send(request("/history/" + promptId).GET())).path(promptId);
        return entry.isMissingNode() ? Optional.empty() : Optional.of(entry);
    }

    /** Whether a prompt waits or runs. */
    boolean isQueued(String promptId) throws InterruptedException {
        JsonNode queue = json(send(request("/queue").GET()));
        for (String part : List.of("queue_running", "queue_pending")) {
            for (JsonNode entry : queue.path(part)) { // [number, id, workflow, …]
                if (entry.path(1).asText().equals(promptId)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A picture that a node has saved. */
    byte[] view(JsonNode image) throws InterruptedException {
        HttpResponse<byte[]> response = send(request("/view?filename=" + encoded(image.path("filename")) + "&subfolder="
                        + encoded(image.path("subfolder")) + "&type=" + encoded(image.path("type")))
                .GET());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    server + " has lost the picture " + image + ": it answers " + response.statusCode());
        }
        return response.body();
    }

    /** Takes a prompt out of the queue; one that runs already runs on, since {@code /interrupt} would stop whatever runs. */
    void unqueue(String promptId) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("delete", JSON.valueToTree(List.of(promptId)));
        HttpResponse<byte[]> unused = send(post("/queue", body));
    }

    private HttpRequest.Builder post(String path, ObjectNode body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unavailable("does not answer: " + e, e);
        }
        if (response.statusCode() >= 500) {
            throw unavailable("answers " + response.statusCode(), null);
        }
        return response;
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw unavailable("answers with something that is no JSON; is it a ComfyUI server?", e);
        }
    }

    private JobFailedOnDeviceException unavailable(String how, @Nullable Exception cause) {
        return new JobFailedOnDeviceException(
                FailureCode.ENGINE_UNAVAILABLE, "the ComfyUI server " + server + " " + how, cause);
    }

    private static String encoded(JsonNode text) {
        return URLEncoder.encode(text.asText(), StandardCharsets.UTF_8);
    }

    private static void text(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
