/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.Sessions;
import dev.tryon.approval.access.Sessions.Session;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What every request goes through before its page: headers that tell browsers what a page may do, where a form came from,
 * who is signed in, and the form's token. Thread-safe.
 */
final class Guard {

    static final String COOKIE = "tryon_session";

    private static final String SESSION = "session";
    private static final String TOKEN_HEADER = "X-CSRF-Token";

    private final Sessions sessions;
    private final String policy;
    private final boolean secure;

    /** @param pictureOrigins where pictures may come from */
    Guard(Sessions sessions, List<String> pictureOrigins, boolean secure) {
        this.sessions = sessions;
        this.secure = secure;
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
                + "img-src 'self' " + String.join(" ", pictureOrigins)
                + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    void headers(Context context) {
        context.header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        if (secure) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Refuses what another site's page sends, whoever is signed in. */
    void sameSite(Context context) {
        if (!isPost(context)) {
            return;
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean foreignOrigin = origin != null && !sameHost(origin, context.header("Host"));
        if (foreignSite || foreignOrigin) {
            throw new ForbiddenResponse("This form did not come from this page.");
        }
    }

    /** Lets in who is signed in; sends everybody else to the login. */
    void signedIn(Context context) {
        Optional<Session> session = Optional.ofNullable(context.cookie(COOKIE)).flatMap(sessions::find);
        if (session.isEmpty()) {
            toLogin(context);
            return;
        }
        context.attribute(SESSION, session.get());
        if (isPost(context) && !session.get().wrote(token(context))) {
            throw new ForbiddenResponse("This form is not from your session. Load the page anew and try again.");
        }
    }

    void signIn(Context context, String token) {
        context.header("Set-Cookie", cookie(COOKIE, token, -1));
    }

    void signOut(Context context) {
        Optional.ofNullable(context.cookie(COOKIE)).ifPresent(sessions::close);
        context.header("Set-Cookie", cookie(COOKIE, "", 0));
    }

    /** @param maxAge seconds; -1: until the browser ends */
    String cookie(String name, String value, int maxAge) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "")
                + (maxAge >= 0 ? "; Max-Age=" + maxAge : "");
    }

    static Session session(Context context) {
        Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("route " + context.path() + " is not behind the guard");
        }
        return session;
    }

    private static void toLogin(Context context) {
        if (context.header("HX-Request") != null) {
            context.status(401).header("HX-Redirect", "/login?ended=1");
        } else if (isPost(context) || context.path().equals("/events")) {
            context.status(401).result("Your session has ended. Sign in again.");
        } else {
            context.redirect("/login");
        }
        context.skipRemainingHandlers();
    }

    private static boolean isPost(Context context) {
        return HandlerType.POST.equals(context.method());
    }

    private static String token(Context context) {
        String header = context.header(TOKEN_HEADER);
        String field = header == null ? context.formParam("csrf") : header;
        return field == null ? "" : field;
    }

    private static boolean sameHost(String origin, @org.jspecify.annotations.Nullable String host) {
        try {
            URI uri = URI.create(origin);
            return uri.getAuthority() != null && uri.getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
