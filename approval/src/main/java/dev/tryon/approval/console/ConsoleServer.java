/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console: which address is answered by whom, and what comes before. Thread-safe; owns its server. */
public final class ConsoleServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
    private static final String STARTED = "started";
    private static final long LARGEST_FORM = 2L << 20;

    private final Javalin server;
    private final ConsoleParts parts;

    private ConsoleServer(Javalin server, ConsoleParts parts) {
        this.server = server;
        this.parts = parts;
    }

    /** @param port 0 takes a free one */
    static ConsoleServer start(String host, int port, ConsoleParts parts, PageObserver observer) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = LARGEST_FORM;
            config.http.prefer405over404 = true;
            before(config, parts);
            routes(config, parts);
            problems(config, parts.pages());
            config.routes.after(context -> observe(context, observer));
        });
        return new ConsoleServer(server.start(host, port), parts);
    }

    public int port() {
        return server.port();
    }

    /** Lets go of open pages, too. */
    @Override
    public void close() {
        parts.live().close();
        server.stop();
    }

    /** To be called now and then. */
    public void beat() {
        parts.live().beat();
    }

    private static void before(JavalinConfig config, ConsoleParts parts) {
        config.routes.before(context -> context.attribute(STARTED, System.nanoTime()));
        config.routes.before(parts.guard()::headers);
        config.routes.before(parts.guard()::sameSite);
        for (String path :
                new String[] {"/", "/queue*", "/queue/*", "/items/*", "/events", "/logout", "/bulk*", "/bulk/*"}) {
            config.routes.before(path, parts.guard()::signedIn);
        }
    }

    private static void routes(JavalinConfig config, ConsoleParts parts) {
        config.routes.get("/assets/{version}/{name}", parts.assets()::serve);
        config.routes.get("/login", parts.login()::show);
        config.routes.post("/login", parts.login()::local);
        config.routes.get("/login/oidc", parts.login()::depart);
        config.routes.get("/login/callback", parts.login()::arrive);
        config.routes.post("/logout", parts.login()::leave);
        config.routes.get("/", context -> context.redirect("/queue"));
        config.routes.get("/queue", parts.queue()::show);
        config.routes.get("/queue/part", parts.queue()::part);
        config.routes.post("/bulk", parts.queue()::approve);
        config.routes.post("/bulk/{order}/undo", parts.queue()::undo);
        config.routes.get("/items/{id}", parts.items()::show);
        config.routes.post("/items/{id}/decisions", parts.decisions()::decide);
        config.routes.get("/items/{id}/pictures/{which}", parts.pictures()::show);
        config.routes.sse("/events", parts.live()::connect);
        config.routes.get("/api/v1/requests/{id}", parts.status()::show);
    }

    private static void problems(JavalinConfig config, Pages pages) {
        config.routes.exception(
                HttpResponseException.class,
                (problem, context) ->
                        problem(context, pages, problem.getStatus(), String.valueOf(problem.getMessage())));
        config.routes.exception(Exception.class, (problem, context) -> {
            log.atError().setCause(problem).addKeyValue("path", context.path()).log("a page failed");
            problem(context, pages, 500, "This went wrong, and it is not your fault. Load the page anew.");
        });
    }

    private static void problem(Context context, Pages pages, int status, String text) {
        context.status(status);
        if (context.path().startsWith("/api/")) {
            context.json(Map.of("error", text));
        } else if (context.header("HX-Request") != null) {
            pages.render(context, "notice.jte", Map.of("text", text));
        } else {
            pages.render(
                    context, "problem.jte", Map.of("status", status, "text", text, "assets", pages.assetsVersion()));
        }
    }

    private static void observe(Context context, PageObserver observer) {
        Long started = context.attribute(STARTED);
        if (started != null) {
            String route = context.endpoints().lastHttpEndpoint() == null
                    ? "none"
                    : context.endpoints().lastHttpEndpoint().path;
            observer.answered(route, context.status().getCode(), Duration.ofNanos(System.nanoTime() - started));
        }
    }
}
