/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.producer.gateway.view.RequestView;
import dev.tryon.producer.why.Whereabouts;
import dev.tryon.producer.why.Why;
import dev.tryon.proto.ContractJson;
import dev.tryon.v1.TryOnEvent;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a request. Thread-safe. */
final class StatusRoutes {
    private final Caller caller;
    private final RecentRequests recent;
    private final Followers followers;
    private final Whereabouts whereabouts;
    private final GatewayConfig.View limits;

    StatusRoutes(
            Caller caller,
            RecentRequests recent,
            Followers followers,
            Whereabouts whereabouts,
            GatewayConfig.View limits) {
        this.caller = caller;
        this.recent = recent;
        this.followers = followers;
        this.whereabouts = whereabouts;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, "/v1/try-ons/{id}", this::get),
                new Route(HandlerType.GET, "/v1/try-ons/{id}/events", this::follow));
    }

    private void get(Context context) {
        Tenant tenant = caller.of(context);
        String id = Paths.requestId(context);
        RequestView view = recent.find(id)
                .filter(found -> found.tenant().equals(tenant.name()))
                .orElseThrow(() -> unknown(id).thrown());
        context.future(() -> whereabouts
                .of(id, view.events(), view.submitted())
                .thenAccept(why -> context.contentType("application/json").result(Problem.utf8(answer(id, why)))));
    }

    private static Map<String, Object> answer(String id, Why why) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("request_id", id);
        answer.putAll(why.members());
        answer.put("events", why.events().stream().map(StatusRoutes::raw).toList());
        return answer;
    }

    private void follow(Context context) {
        Tenant tenant = caller.of(context);
        String id = Paths.requestId(context);
        String accept = context.header("Accept");
        if (accept != null && !accept.contains("text/event-stream") && !accept.contains("*/*")) {
            throw Problem.field(406, "not-acceptable", "Accept", "must take text/event-stream", accept)
                    .thrown();
        }
        RequestView view = recent.find(id).orElseThrow(() -> unknown(id).thrown());
        if (!view.tenant().equals(tenant.name())) {
            throw unknown(id).thrown();
        }
        followers.follow(context, id);
    }

    private Problem unknown(String id) {
        return Problem.of(
                404,
                "not-found",
                "nothing was heard of request " + id + " within " + limits.window()
                        + ": it may wait for a worker since another gateway took it, have ended before, or not exist; "
                        + "'tryon get' reads all that Kafka still has");
    }

    private static RawValue raw(TryOnEvent event) {
        return new RawValue(ContractJson.line(event));
    }
}
