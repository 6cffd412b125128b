/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import dev.tryon.producer.gateway.access.Access;
import dev.tryon.producer.gateway.access.Tenant;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** Who asks. Stateless but for what it is given; thread-safe. */
final class Caller {
    private final Access access;

    Caller(Access access) {
        this.access = access;
    }

    /** The tenant that a request speaks for; 401 when it speaks for none. */
    Tenant of(Context context) {
        return access.of(context.header("Authorization"))
                .orElseThrow(() -> Problem.of(
                                401,
                                "unauthenticated",
                                "send Authorization: Bearer with a key or a token of this system; what was sent is none, or "
                                        + "is expired")
                        .thrown());
    }

    /** The same, for a request that counts: 429 when its tenant has had its share. */
    Tenant counted(Context context) {
        Tenant tenant = of(context);
        refusal(tenant).ifPresent(problem -> {
            throw problem.thrown();
        });
        return tenant;
    }

    /** Takes one request from a tenant's allowance, or says why not. */
    static Optional<Problem> refusal(Tenant tenant) {
        Optional<Duration> wait = tenant.allowance().take();
        return wait.map(left -> Problem.of(
                        429, "too-many-requests", "tenant " + tenant.name() + " has had its share; try again later")
                .retryAfter(left));
    }
}
