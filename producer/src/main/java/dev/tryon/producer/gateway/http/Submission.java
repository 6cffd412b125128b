/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import dev.tryon.producer.Submitted;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.gateway.GatewayMetrics;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.producer.idempotency.IdempotentSubmissions;
import dev.tryon.v1.TryOnRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request on its way in: completed, checked, sent, remembered. Thread-safe; owns nothing. */
final class Submission {
    private final TryOnClient client;
    private final IdempotentSubmissions keyed;
    private final RecentRequests recent;
    private final GatewayMetrics metrics;

    Submission(TryOnClient client, IdempotentSubmissions keyed, RecentRequests recent, GatewayMetrics metrics) {
        this.client = client;
        this.keyed = keyed;
        this.recent = recent;
        this.metrics = metrics;
    }

    /**
     * Lets a request in.
     *
     * @param key the tenant's own name for this submission, if it has one
     * @return completes when Kafka has it
     * @throws ProblemException when it is refused
     */
    CompletableFuture<Submitted> submit(TryOnRequest.Builder request, Tenant tenant, Optional<String> key) {
        key.ifPresent(name -> name(request, tenant, name));
        Admission.complete(request, tenant);
        TryOnRequest complete = request.build();
        Admission.refusal(complete, tenant).ifPresent(problem -> {
            metrics.refused(problem.status());
            throw problem.thrown();
        });
        CompletableFuture<Submitted> sent =
                key.isPresent() ? keyed.submit(complete, key.get()) : client.submit(complete);
        return sent.whenComplete((submitted, failure) -> {
            if (failure == null) {
                recent.accepted(submitted, tenant.name());
                metrics.accepted(complete.getLane());
            } else {
                metrics.refused(Failures.problem(failure).status());
            }
        });
    }

    private static void name(TryOnRequest.Builder request, Tenant tenant, String key) {
        if (!request.getRequestId().isEmpty()) {
            throw Problem.field(
                            422, "invalid", "request_id", "must be left out: it follows from the Idempotency-Key", "")
                    .thrown();
        }
        try {
            request.setRequestId(IdempotentSubmissions.requestId(tenant.name(), key));
        } catch (IllegalArgumentException e) {
            throw Problem.field(422, "invalid", "Idempotency-Key", String.valueOf(e.getMessage()), "")
                    .thrown();
        }
    }
}
