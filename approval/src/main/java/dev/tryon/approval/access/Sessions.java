/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import dev.tryon.approval.audit.AuditEntry;
import dev.tryon.approval.audit.AuditLog;
import dev.tryon.platform.s3.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is signed in, in the database, so that any service knows and a restart signs nobody out. A session ends when it was
 * idle too long, has lasted too long, or its owner signs out. Who came in, went out or was refused stands in the audit log.
 * Thread-safe.
 */
public final class Sessions {

    private static final Duration TOUCH = Duration.ofMinutes(1);
    // Anybody can be refused as often as they like; the audit log shall not grow by that.
    private static final int REFUSALS_A_MINUTE = 60;

    private final Jdbi jdbi;
    private final AuditLog audit;
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final SecureRandom random = new SecureRandom();
    private long refusalsMinute;
    private int refusals;

    public Sessions(Jdbi jdbi, AuditLog audit, Clock clock, Duration idle, Duration longest) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    /**
     * Signs somebody in.
     *
     * @param from the address that they came from
     * @return the cookie's value, which stands nowhere else
     */
    public String open(Reviewer reviewer, String from) {
        String token = secret();
        Instant now = clock.instant();
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from session where expires_at < :now")
                    .bind("now", now)
                    .execute();
            handle.createUpdate("""
                            insert into session (token_sha256, reviewer, csrf, last_seen, expires_at)
                            values (:token, cast(:reviewer as jsonb), :csrf, :now, :expires)
                            """)
                    .bind("token", digest(token))
                    .bind("reviewer", ReviewerJson.write(reviewer))
                    .bind("csrf", secret())
                    .bind("now", now)
                    .bind("expires", now.plus(longest))
                    .execute();
            append(handle, reviewer.name(), "signed-in", "from " + from + "; roles: " + reviewer.rolesText());
        });
        return token;
    }

    /**
     * Somebody wanted to sign in and was not let in. Of one minute the first sixty are written down, of the others how many
     * they were, with the next.
     *
     * @param why for whoever reads the audit log
     */
    public synchronized void refused(String from, String why) {
        long minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
        int before = minute == refusalsMinute ? 0 : refusals - REFUSALS_A_MINUTE;
        if (minute != refusalsMinute) {
            refusalsMinute = minute;
            refusals = 0;
        }
        refusals++;
        if (refusals > REFUSALS_A_MINUTE) {
            return;
        }
        String unwritten = before > 0 ? "; " + before + " more before that were not written down" : "";
        jdbi.useTransaction(handle -> append(handle, "", "sign-in-refused", "from " + from + "; " + why + unwritten));
    }

    /** The session of a cookie, unless it is none or has ended. */
    public Optional<Session> find(String token) {
        Instant now = clock.instant();
        Optional<Found> found = jdbi.withHandle(handle -> handle.createQuery("""
                        select * from session where token_sha256 = :token and expires_at > :now and last_seen > :oldest
                        """)
                .bind("token", digest(token))
                .bind("now", now)
                .bind("oldest", now.minus(idle))
                .map((row, context) -> new Found(
                        new Session(ReviewerJson.read(row.getString("reviewer")), row.getString("csrf")),
                        row.getTimestamp("last_seen").toInstant()))
                .findOne());
        if (found.isPresent() && found.get().lastSeen().isBefore(now.minus(TOUCH))) {
            jdbi.useHandle(
                    handle -> handle.createUpdate("update session set last_seen = :now where token_sha256 = :token")
                            .bind("now", now)
                            .bind("token", digest(token))
                            .execute());
        }
        return found.map(Found::session);
    }

    public void close(String token) {
        jdbi.useTransaction(handle -> handle.createQuery(
                        "delete from session where token_sha256 = :token returning reviewer ->> 'name'")
                .bind("token", digest(token))
                .mapTo(String.class)
                .findOne()
                .ifPresent(name -> append(handle, name, "signed-out", "")));
    }

    private void append(Handle handle, String actor, String action, String details) {
        audit.append(handle, List.of(new AuditEntry(clock.instant(), actor, action, "", null, details)));
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] digest(String token) {
        return Sha256.digest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Somebody who is signed in.
     *
     * @param csrf that every form of theirs must carry
     */
    public record Session(Reviewer reviewer, String csrf) {

        /** In constant time. */
        public boolean wrote(String token) {
            return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Found(Session session, Instant lastSeen) {}
}
