/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.OidcLogin;
import dev.tryon.approval.access.OidcLogin.LoginFailedException;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.access.Sessions;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coming in and going out: by an OpenID provider, or on one machine by a name. Thread-safe. */
final class LoginRoutes {

    private static final Logger log = LoggerFactory.getLogger(LoginRoutes.class);
    private static final String MEMORY = "tryon_login";
    private static final int MEMORY_SECONDS = 600;
    private static final int LONGEST_ERROR = 100;

    private final Sessions sessions;
    private final Guard guard;
    private final Pages pages;
    private final Optional<OidcLogin> oidc;
    private final List<String> roles;

    /**
     * @param oidc empty: anybody by a name
     * @param roles that a local reviewer may choose from
     */
    LoginRoutes(Sessions sessions, Guard guard, Pages pages, Optional<OidcLogin> oidc, List<String> roles) {
        this.sessions = sessions;
        this.guard = guard;
        this.pages = pages;
        this.oidc = oidc;
        this.roles = List.copyOf(roles);
    }

    void show(Context context) {
        show(context, context.queryParam("ended") == null ? "" : "Your session has ended. Sign in again.");
    }

    private void show(Context context, String problem) {
        pages.render(
                context,
                "login.jte",
                Map.of("local", oidc.isEmpty(), "roles", roles, "problem", problem, "assets", pages.assetsVersion()));
    }

    /** Local mode only. */
    void local(Context context) {
        if (oidc.isPresent()) {
            throw new NotFoundResponse();
        }
        String name = Optional.ofNullable(context.formParam("name")).orElse("").strip();
        String tenants =
                Optional.ofNullable(context.formParam("tenants")).orElse("").strip();
        try {
            Reviewer reviewer = new Reviewer(
                    name,
                    Set.copyOf(context.formParams("role")),
                    tenants.isEmpty() ? Set.of("*") : Set.of(tenants.split("[\\s,]+")));
            signIn(context, reviewer);
        } catch (IllegalArgumentException e) {
            sessions.refused(context.ip(), String.valueOf(e.getMessage()));
            context.status(400);
            show(context, "Give a name: it stands beside everything that you decide.");
        }
    }

    void depart(Context context) {
        try {
            OidcLogin.Departure departure =
                    oidc.orElseThrow(NotFoundResponse::new).depart();
            context.header("Set-Cookie", guard.cookie(MEMORY, departure.memory(), MEMORY_SECONDS));
            context.redirect(departure.address().toString());
        } catch (LoginFailedException e) {
            failed(context, e);
        }
    }

    void arrive(Context context) {
        String code = context.queryParam("code");
        String state = context.queryParam("state");
        String memory = context.cookie(MEMORY);
        if (code == null || state == null || memory == null) {
            String error = Optional.ofNullable(context.queryParam("error")).orElse("nothing that belongs to a login");
            sessions.refused(
                    context.ip(),
                    "the browser came back with " + error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
            throw new BadRequestResponse("The login did not come back whole. Begin again at /login.");
        }
        try {
            Reviewer reviewer = oidc.orElseThrow(NotFoundResponse::new).arrive(code, state, memory);
            signIn(context, reviewer);
        } catch (LoginFailedException e) {
            failed(context, e);
        }
    }

    void leave(Context context) {
        guard.signOut(context);
        context.redirect("/login");
    }

    private void signIn(Context context, Reviewer reviewer) {
        guard.signIn(context, sessions.open(reviewer, context.ip()));
        context.redirect("/queue");
    }

    private void failed(Context context, LoginFailedException e) {
        log.atWarn().setCause(e).log("a login failed");
        sessions.refused(context.ip(), String.valueOf(e.getMessage()));
        context.status(502);
        show(context, "The login did not succeed. Try again, or ask who runs this service.");
    }
}
