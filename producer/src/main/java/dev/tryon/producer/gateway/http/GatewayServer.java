/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.producer.gateway.GatewayConfig;
import dev.tryon.producer.gateway.GatewayMetrics;
import dev.tryon.producer.gateway.access.Access;
import dev.tryon.producer.gateway.view.RecentRequests;
import dev.tryon.producer.idempotency.IdempotentSubmissions;
import dev.tryon.producer.why.Whereabouts;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.EofException;

/**
 * The gateway's HTTP server. No handler waits for Kafka on a thread of the server: it answers when the acknowledgement
 * comes, so a few threads serve any number of connections. Thread-safe; owns the server, not what the routes use.
 */
public final class GatewayServer implements AutoCloseable {
    private static final String BEGUN = "begun";

    private final Javalin javalin;
    private final List<Route> routes;

    private GatewayServer(Javalin javalin, List<Route> routes) {
        this.javalin = javalin;
        this.routes = List.copyOf(routes);
    }

    /** Listens. */
    public static GatewayServer start(GatewayConfig config, Parts parts) {
        List<Route> routes = routes(config, parts);
        Javalin javalin = Javalin.create(settings -> configure(settings, routes, parts.metrics()));
        return new GatewayServer(javalin.start(config.host(), config.port()), routes);
    }

    /** Where it listens. */
    public int port() {
        return javalin.port();
    }

    /** Everything that can be asked for, for the test that holds the description against it. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static List<Route> routes(GatewayConfig config, Parts parts) {
        Caller caller = new Caller(parts.access());
        Submission submission = new Submission(parts.client(), parts.keyed(), parts.recent(), parts.metrics());
        List<Route> routes = new ArrayList<>();
        routes.addAll(
                new TryOnRoutes(caller, submission, parts.client(), parts.recent(), config.limits(), parts.metrics())
                        .routes());
        routes.addAll(new StatusRoutes(caller, parts.recent(), parts.followers(), parts.whereabouts(), config.view())
                .routes());
        routes.addAll(new CampaignRoutes(
                        caller,
                        parts.campaigns(),
                        parts.board(),
                        config.limits().bytes())
                .routes());
        routes.addAll(new UploadRoutes(caller, parts.store(), config.uploads(), parts.clock()).routes());
        routes.add(OpenApi.route());
        return routes;
    }

    private static void configure(JavalinConfig settings, List<Route> routes, GatewayMetrics metrics) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.http.prefer405over404 = true;
        settings.http.asyncTimeout = 0; // what waits has limits of its own
        settings.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(16 * 1024);
        });
        settings.routes.before(context -> context.attribute(BEGUN, System.nanoTime()));
        for (Route route : routes) {
            settings.routes.addEndpoint(new Endpoint(route.method(), route.path(), route.handler()));
        }
        settings.routes.after(context -> measure(context, metrics));
        settings.routes.exception(EofException.class, (gone, context) -> {});
        settings.routes.exception(HttpResponseException.class, (refusal, context) -> {
            int status = refusal.getStatus();
            String code = status == 404 ? "not-found" : status == 405 ? "method-not-allowed" : "refused";
            answer(
                    context,
                    Problem.of(
                            status,
                            code,
                            status == 404 || status == 405
                                    ? context.method() + " " + context.path()
                                            + " is none of GET /openapi.json's operations"
                                    : String.valueOf(refusal.getMessage())));
        });
        settings.routes.exception(Exception.class, (failure, context) -> answer(context, Failures.problem(failure)));
    }

    private static void answer(Context context, Problem problem) {
        problem.retryAfterSeconds().ifPresent(seconds -> context.header("Retry-After", seconds));
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(problem.status()).contentType(Problem.MEDIA_TYPE).result(problem.utf8());
    }

    private static void measure(Context context, GatewayMetrics metrics) {
        Long begun = context.attribute(BEGUN);
        if (begun != null) {
            metrics.answered(
                    context.endpoints().lastHttpEndpoint() == null
                            ? "none"
                            : context.endpoints().lastHttpEndpoint().path,
                    context.statusCode(),
                    Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** What the routes use; none of it is owned. */
    public record Parts(
            Access access,
            TryOnClient client,
            IdempotentSubmissions keyed,
            CampaignClient campaigns,
            CampaignBoard board,
            RecentRequests recent,
            Followers followers,
            Whereabouts whereabouts,
            S3ImageStore store,
            GatewayMetrics metrics,
            Clock clock) {}
}
