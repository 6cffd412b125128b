/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.Submitted;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.gateway.GatewayMetrics;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.producer.why.Why;
import dev.tryon.v1.TryOnRequest;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts try-ons in, one or many, and calls them off. Thread-safe. */
final class TryOnRoutes {
    // Requests of one batch that Kafka has not confirmed yet.
    private static final int IN_FLIGHT = 1000;

    private final Caller caller;
    private final Submission submission;
    private final TryOnClient client;
    private final RecentRequests recent;
    private final GatewayConfig.Limits limits;
    private final GatewayMetrics metrics;

    TryOnRoutes(
            Caller caller,
            Submission submission,
            TryOnClient client,
            RecentRequests recent,
            GatewayConfig.Limits limits,
            GatewayMetrics metrics) {
        this.caller = caller;
        this.submission = submission;
        this.client = client;
        this.recent = recent;
        this.limits = limits;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/v1/try-ons", this::one),
                new Route(HandlerType.POST, "/v1/try-ons:batch", this::batch),
                new Route(HandlerType.DELETE, "/v1/try-ons/{id}", this::cancel));
    }

    private void one(Context context) {
        Tenant tenant = caller.counted(context);
        TryOnRequest.Builder request = TryOnRequest.newBuilder();
        Bodies.read(context, limits.bytes(), request);
        String key = context.header("Idempotency-Key");
        context.future(() -> submission
                .submit(request, tenant, Optional.ofNullable(key))
                .thenAccept(submitted -> context.status(202)
                        .header("Location", "/v1/try-ons/" + submitted.requestId())
                        .contentType("application/json")
                        .result(Problem.utf8(accepted(submitted)))));
    }

    /** Each line is let in or refused for itself; answers stand in the order of the lines. */
    private void batch(Context context) throws IOException {
        Tenant tenant = caller.of(context);
        Bodies.requireType(context, "application/x-ndjson");
        List<String> answers = new ArrayList<>();
        ArrayDeque<CompletableFuture<String>> underWay = new ArrayDeque<>();
        try (InputStream body = new BufferedInputStream(context.req().getInputStream(), 1 << 16)) {
            long bytes = 0;
            int number = 0;
            for (Optional<byte[]> next = line(body); next.isPresent(); next = line(body)) {
                byte[] line = next.get();
                int here = ++number;
                bytes += line.length + 1L;
                if (number > limits.batchLines() || bytes > limits.batchBytes()) {
                    underWay.add(CompletableFuture.completedFuture(line(here, tooLong())));
                    break;
                }
                underWay.add(Caller.refusal(tenant)
                        .map(problem -> CompletableFuture.completedFuture(line(here, problem)))
                        .orElseGet(() -> submitted(here, tenant, line)));
                while (underWay.size() >= IN_FLIGHT) {
                    answers.add(underWay.remove().join());
                }
            }
        }
        underWay.forEach(answer -> answers.add(answer.join()));
        context.status(200)
                .contentType("application/x-ndjson")
                .result((answers.isEmpty() ? "" : String.join("\n", answers) + "\n").getBytes(UTF_8));
    }

    private Problem tooLong() {
        return Problem.of(
                413,
                "too-large",
                "a batch has at most " + limits.batchLines() + " lines and " + limits.batchBytes()
                        + " bytes; send this line and those after it in another one");
    }

    private CompletableFuture<String> submitted(int number, Tenant tenant, byte[] line) {
        TryOnRequest.Builder request = TryOnRequest.newBuilder();
        if (line.length > limits.bytes()) {
            return CompletableFuture.completedFuture(
                    line(number, Problem.of(413, "too-large", "a request has at most " + limits.bytes() + " bytes")));
        }
        Optional<Problem> problem = Bodies.parse(line, request);
        if (problem.isPresent()) {
            metrics.refused(problem.get().status());
            return CompletableFuture.completedFuture(line(number, problem.get()));
        }
        try {
            return submission
                    .submit(request, tenant, Optional.empty())
                    .thenApply(submitted -> {
                        Map<String, Object> answer = new LinkedHashMap<>();
                        answer.put("line", number);
                        answer.put("status", 202);
                        answer.putAll(accepted(submitted));
                        return Problem.json(answer);
                    })
                    .exceptionally(failure -> line(number, Failures.problem(failure)));
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(line(number, e.problem()));
        }
    }

    private void cancel(Context context) {
        Tenant tenant = caller.of(context);
        String id = Paths.requestId(context);
        String reason = Optional.ofNullable(context.queryParam("reason")).orElse("");
        // An order for another tenant's request does nothing, and says as little of it as one for none.
        context.future(() -> client.cancel(tenant.name(), id, tenant.name(), reason)
                .thenAccept(done -> context.status(202)
                        .contentType("application/json")
                        .result(Problem.utf8(Map.of(
                                "request_id",
                                id,
                                "state",
                                recent.find(id)
                                        .filter(view -> view.tenant().equals(tenant.name()) && view.ended())
                                        .map(view -> new Why(view.events(), Optional.empty(), Optional.empty()).state())
                                        .orElse("cancelling"))))));
    }

    private static Map<String, Object> accepted(Submitted submitted) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("request_id", submitted.requestId());
        answer.put("state", "queued");
        return answer;
    }

    private static String line(int number, Problem problem) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("line", number);
        answer.putAll(problem.members());
        return Problem.json(answer);
    }

    /** The next line, at most a little longer than a request may be; empty at the end. */
    private Optional<byte[]> line(InputStream body) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int next;
        while ((next = body.read()) >= 0 && next != '\n') {
            if (line.size() <= limits.bytes()) {
                line.write(next);
            }
        }
        return next < 0 && line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
    }
}
