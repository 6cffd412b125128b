/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket side of a ComfyUI server: how far its prompts are, and when one has ended. It is for speed and progress only;
 * whoever waits looks into the history too, so that a connection that is lost costs no job. Thread-safe; owns the connection.
 */
final class ComfyProgress implements AutoCloseable, WebSocket.Listener {

    private static final Logger log = LoggerFactory.getLogger(ComfyProgress.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI address;
    private final ConcurrentMap<String, Followed> followed = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;
    private boolean closed;

    /** @param server as {@code http://gpu-1:8188} */
    ComfyProgress(HttpClient http, URI server, String clientId) {
        this.http = http;
        String text = server.resolve("/ws?clientId=" + clientId).toString();
        this.address = URI.create("ws" + text.substring("http".length()));
    }

    /** A prompt that somebody waits for; used by one thread. */
    final class Followed implements AutoCloseable {
        private String promptId;
        private final IntConsumer steps;
        private final Semaphore told = new Semaphore(0);

        private Followed(String promptId, IntConsumer steps) {
            this.promptId = promptId;
            this.steps = steps;
        }

        /** What the server calls it. */
        void isCalled(String id) {
            followed.remove(promptId);
            promptId = id;
            followed.put(id, this);
        }

        /** Returns when the server says that it has ended, or after a while. */
        void await(Duration longest) throws InterruptedException {
            boolean unused = told.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void tell() {
            told.release();
        }

        @Override
        public void close() {
            followed.remove(promptId);
        }
    }

    /**
     * To be called before the prompt is queued, or its first steps are missed.
     *
     * @param steps is told how many steps a sampler of the prompt has done
     */
    Followed follow(String promptId, IntConsumer steps) {
        Followed prompt = new Followed(promptId, steps);
        followed.put(promptId, prompt);
        return prompt;
    }

    /** Connects where there is no connection; without one there is no progress, and nothing worse. */
    synchronized void connect() {
        WebSocket now = socket;
        if (closed || (now != null && !now.isInputClosed())) {
            return;
        }
        message.setLength(0);
        try {
            socket = http.newWebSocketBuilder().buildAsync(address, this).join();
        } catch (CompletionException e) {
            log.atDebug().setCause(e).addKeyValue("server", address).log("no progress from this server");
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            String whole = message.toString();
            message.setLength(0);
            take(whole);
        }
        from.request(1);
        return null;
    }

    /** Previews of the picture; nobody looks. */
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        from.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable why) {
        log.atDebug().setCause(why).addKeyValue("server", address).log("connection lost");
        from.abort();
    }

    @Override
    public synchronized void close() {
        closed = true;
        WebSocket now = socket;
        if (now != null) {
            now.abort();
        }
    }

    private void take(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            log.atDebug().setCause(e).log("a message that is no JSON");
            return;
        }
        JsonNode data = root.path("data");
        Followed prompt = followed.get(data.path("prompt_id").asText());
        if (prompt == null) {
            return;
        }
        switch (root.path("type").asText()) {
            case "progress" -> prompt.steps.accept(data.path("value").asInt());
            case "execution_success", "execution_error", "execution_interrupted" -> prompt.tell();
            case "executing" -> {
                if (data.path("node").isNull()) {
                    prompt.tell(); // how older servers say that a prompt has ended
                }
            }
            default -> {}
        }
    }
}
