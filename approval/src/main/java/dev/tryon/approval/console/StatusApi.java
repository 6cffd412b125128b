/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.approval.ledger.RequestStatus;
import dev.tryon.approval.ledger.Statuses;
import dev.tryon.platform.access.ApiKeys;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /api/v1/requests/{id}}: how a request stands, for programs with a tenant's key. Thread-safe. */
final class StatusApi {

    private static final String EVERYBODY = "*";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Statuses statuses;
    private final Map<String, String> keys;

    /** @param keys {@linkplain ApiKeys#hash hash} of a key to its tenant */
    StatusApi(Statuses statuses, Map<String, String> keys) {
        this.statuses = statuses;
        this.keys = Map.copyOf(keys);
    }

    void show(Context context) {
        String tenant =
                tenant(context).orElseThrow(() -> new UnauthorizedResponse("Give a key: Authorization: Bearer KEY."));
        RequestStatus status = ItemRoutes.id(context)
                .flatMap(statuses::of)
                .filter(found -> tenant.equals(EVERYBODY) || found.tenant().equals(tenant))
                .orElseThrow(() -> new NotFoundResponse("There is no such request."));
        context.contentType("application/json").result(json(status).toString());
    }

    private Optional<String> tenant(Context context) {
        return ApiKeys.borne(context.header("Authorization")).map(key -> keys.get(ApiKeys.hash(key)));
    }

    private static ObjectNode json(RequestStatus status) {
        ObjectNode node = JSON.createObjectNode();
        node.put("request_id", status.id().toString())
                .put("tenant", status.tenant())
                .put("state", status.state())
                .put("position", status.position())
                .put("step_count", status.stepCount())
                .put("last_at", status.lastAt().toString());
        status.approval()
                .ifPresent(approval -> node.putObject("approval")
                        .put("status", approval.status())
                        .put("stage", approval.stage())
                        .put("workflow", approval.workflow())
                        .put("workflow_version", approval.workflowVersion()));
        status.redoOf().map(UUID::toString).ifPresent(id -> node.put("redo_of", id));
        return node;
    }
}
