/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.ChangeFeed;
import dev.tryon.approval.decisions.ChangeFeed.Change;
import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells open pages what changed, as server-sent events: a page asks again for what it shows. Nothing but ids travels, and
 * only of tenants that the page's reviewer sees. Thread-safe.
 */
final class LiveUpdates {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChangeFeed feed;
    private final Set<SseClient> open = ConcurrentHashMap.newKeySet();

    LiveUpdates(ChangeFeed feed) {
        this.feed = feed;
    }

    void connect(SseClient client) {
        Reviewer reviewer = Guard.session(client.ctx()).reviewer();
        client.keepAlive();
        client.ctx().res().setHeader("X-Accel-Buffering", "no");
        Runnable stop = feed.listen(change -> send(client, reviewer, change));
        open.add(client);
        client.onClose(() -> {
            stop.run();
            open.remove(client);
        });
        client.sendComment("hello");
    }

    /** Notices browsers that went away, and keeps proxies from thinking that this connection did. */
    void beat() {
        open.forEach(client -> client.sendComment("still here"));
    }

    void close() {
        open.forEach(SseClient::close);
    }

    private static void send(SseClient client, Reviewer reviewer, Change change) {
        boolean concerns =
                change.tenants().contains("*") || change.tenants().stream().anyMatch(reviewer::sees);
        if (concerns && !client.terminated()) {
            ObjectNode data = JSON.createObjectNode();
            data.put("item", change.itemId()).put("by", change.by());
            client.sendEvent("changed", data.toString());
        }
    }
}
