/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Speaks ComfyUI's documented HTTP and WebSocket interface (docs.comfy.org, "Server routes" and "Messages"): uploads, a queue
 * of which one prompt runs at a time, history, pictures, progress. Of nodes it knows those that {@link Nodes} can run.
 * Owns its threads.
 */
final class ComfyServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** How often each route was called, as {@code POST /interrupt}. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Ids in the order in which they ran. */
    final List<String> ran = new CopyOnWriteArrayList<>();
    /** A permit per prompt that may run; plenty at first. */
    final Semaphore permits = new Semaphore(1_000_000);

    private final Map<String, byte[]> inputs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> outputs = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> history = new ConcurrentHashMap<>();
    private final Map<String, WsContext> sockets = new ConcurrentHashMap<>();
    private final Deque<Prompt> pending = new ArrayDeque<>();
    private final Thread worker = new Thread(this::work, "comfy-server");
    private final Javalin server;
    private @Nullable Prompt running;
    private volatile @Nullable String failure;
    private volatile boolean broken;
    private volatile boolean closed;

    private record Prompt(String id, String client, JsonNode nodes) {}

    ComfyServer() {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = 64L << 20;
            config.routes.before(context -> calls.add(context.method() + " " + context.path()));
            config.routes.before(context -> {
                if (broken) {
                    throw new IllegalStateException("out of order");
                }
            });
            config.routes.post("/upload/image", this::upload);
            config.routes.post("/prompt", this::prompt);
            config.routes.get("/history/{id}", this::history);
            config.routes.get(
                    "/view",
                    context -> context.result(
                            Objects.requireNonNull(outputs.get(String.valueOf(context.queryParam("filename"))))));
            config.routes.get("/queue", this::queue);
            config.routes.post("/queue", this::edit);
            config.routes.post("/interrupt", context -> {});
            config.routes.ws(
                    "/ws",
                    socket -> socket.onConnect(connected -> {
                        sockets.put(String.valueOf(connected.queryParam("clientId")), connected);
                        connected.send(
                                message("status", JSON.createObjectNode()).toString());
                    }));
        });
        server.start("127.0.0.1", 0);
        worker.setDaemon(true);
        worker.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Prompts fail from now on, as {@code torch.OutOfMemoryError: …} */
    void failWith(String exception) {
        failure = exception;
    }

    /** Answers 500 from now on. */
    void breakDown() {
        broken = true;
    }

    /** As a server that was started anew: it knows nothing of what was. */
    synchronized void forgetAll() {
        pending.clear();
        history.clear();
        running = null;
    }

    int uploads() {
        return inputs.size();
    }

    synchronized int waiting() {
        return pending.size();
    }

    /** No message reaches anybody any more. */
    void cutSockets() {
        sockets.values().forEach(WsContext::closeSession);
        sockets.clear();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            worker.interrupt();
            server.stop();
        }
    }

    private void upload(Context context) throws IOException {
        UploadedFile file = Objects.requireNonNull(context.uploadedFile("image"));
        String subfolder = String.valueOf(context.formParam("subfolder"));
        inputs.put(subfolder + "/" + file.filename(), file.content().readAllBytes());
        context.result(JSON.createObjectNode()
                .put("name", file.filename())
                .put("subfolder", subfolder)
                .put("type", String.valueOf(context.formParam("type")))
                .toString());
    }

    private void prompt(Context context) throws IOException {
        JsonNode body = JSON.readTree(context.bodyAsBytes());
        for (JsonNode node : body.path("prompt")) {
            if (!Nodes.KNOWN.contains(node.path("class_type").asText())) {
                ObjectNode answer = JSON.createObjectNode();
                answer.putObject("error")
                        .put("type", "invalid_prompt")
                        .put("message", "Cannot execute because node " + node.path("class_type") + " does not exist.");
                context.status(400).result(answer.toString());
                return;
            }
        }
        Prompt prompt = new Prompt(
                body.path("prompt_id").asText(UUID.randomUUID().toString()),
                body.path("client_id").asText(),
                body.path("prompt"));
        synchronized (this) {
            if (body.path("front").asBoolean()) {
                pending.addFirst(prompt);
            } else {
                pending.addLast(prompt);
            }
        }
        context.result(JSON.createObjectNode()
                .put("prompt_id", prompt.id)
                .put("number", 1)
                .set("node_errors", JSON.createObjectNode())
                .toString());
    }

    private void history(Context context) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode entry = history.get(context.pathParam("id"));
        if (entry != null) {
            answer.set(context.pathParam("id"), entry);
        }
        context.result(answer.toString());
    }

    private synchronized void queue(Context context) {
        ObjectNode answer = JSON.createObjectNode();
        Prompt now = running;
        ArrayNode active = answer.putArray("queue_running");
        if (now != null) {
            active.addArray().add(1).add(now.id);
        }
        ArrayNode waiting = answer.putArray("queue_pending");
        pending.forEach(prompt -> waiting.addArray().add(2).add(prompt.id));
        context.result(answer.toString());
    }

    private synchronized void edit(Context context) throws IOException {
        for (JsonNode id : JSON.readTree(context.bodyAsBytes()).path("delete")) {
            pending.removeIf(prompt -> prompt.id.equals(id.asText()));
        }
    }

    private void work() {
        try {
            while (true) {
                run(next());
            }
        } catch (InterruptedException e) {
            // close()
        }
    }

    /** From one place to the other at once: a prompt is always in the queue, running or in the history. */
    private synchronized Prompt next() throws InterruptedException {
        while (pending.isEmpty() || !permits.tryAcquire()) {
            wait(20);
        }
        Prompt prompt = pending.removeFirst();
        running = prompt;
        ran.add(prompt.id);
        return prompt;
    }

    private synchronized void ended(Prompt prompt, ObjectNode entry) {
        if (prompt.equals(running)) {
            history.put(prompt.id, entry);
            running = null;
        }
    }

    private void run(Prompt prompt) {
        tell(prompt, "execution_start", JSON.createObjectNode());
        ObjectNode entry = JSON.createObjectNode();
        ObjectNode status = entry.putObject("status");
        String why = failure;
        if (why == null) {
            for (int step = 1; step <= 2; step++) {
                tell(
                        prompt,
                        "progress",
                        JSON.createObjectNode().put("value", step).put("max", 2));
            }
            String name = prompt.id + ".png";
            String output = Nodes.output(prompt.nodes);
            outputs.put(name, Nodes.run(prompt.nodes, output, inputs));
            entry.putObject("outputs")
                    .putObject(output)
                    .putArray("images")
                    .addObject()
                    .put("filename", name)
                    .put("subfolder", "")
                    .put("type", "output");
            status.put("status_str", "success").put("completed", true);
        } else {
            ObjectNode error = JSON.createObjectNode()
                    .put("prompt_id", prompt.id)
                    .put("node_id", "9")
                    .put("node_type", "SaveImage")
                    .put("exception_type", why.substring(0, why.indexOf(':')))
                    .put("exception_message", why.substring(why.indexOf(':') + 2));
            status.put("status_str", "error").put("completed", false);
            status.putArray("messages").addArray().add("execution_error").add(error);
        }
        ended(prompt, entry);
        tell(prompt, why == null ? "execution_success" : "execution_error", JSON.createObjectNode());
    }

    private void tell(Prompt prompt, String type, ObjectNode data) {
        WsContext socket = sockets.get(prompt.client);
        if (socket != null && socket.session.isOpen()) {
            socket.send(message(type, data.put("prompt_id", prompt.id)).toString());
            socket.send(ByteBuffer.wrap("a preview".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static ObjectNode message(String type, ObjectNode data) {
        return JSON.createObjectNode().put("type", type).set("data", data);
    }
}
