/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.approval.Service;
import dev.tryon.approval.TestStack;
import dev.tryon.approval.audit.AuditVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What sessions leave in the audit log. */
@ExtendWith(TestStack.Extension.class)
@SuppressWarnings("NullAway.Init")
class SessionsIT {

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private Service service;
    private Sessions sessions;

    @BeforeEach
    void start(TestStack stack) {
        service = new Service(stack, "{name: default, results: [{stage: brand, roles: [brand]}]}");
        InstantSource clock = () -> now;
        sessions = new Sessions(
                service.jdbi(),
                service.audit,
                clock.withZone(ZoneOffset.UTC),
                Duration.ofHours(1),
                Duration.ofHours(8));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whoCameInAndWentOutIsThere() {
        String token = sessions.open(Service.ADA, "10.0.0.7");
        sessions.close(token);
        sessions.close(token);

        assertThat(entries())
                .containsExactly(
                        "ada signed-in from 10.0.0.7; roles: assets, brand, creative, quality", "ada signed-out ");
    }

    @Test
    void refusalsThatComeInTheHundredsAreCountedInsteadOfWritten() {
        for (int i = 0; i < 200; i++) {
            sessions.refused("10.0.0.8", "no");
        }
        assertThat(entries()).hasSize(60).allMatch(entry -> entry.equals(" sign-in-refused from 10.0.0.8; no"));

        now = now.plusSeconds(60);
        sessions.refused("10.0.0.9", "no");
        now = now.plusSeconds(60);
        sessions.refused("10.0.0.9", "no");

        assertThat(entries().subList(60, 62))
                .containsExactly(
                        " sign-in-refused from 10.0.0.9; no; 140 more before that were not written down",
                        " sign-in-refused from 10.0.0.9; no");
        assertThat(new AuditVerifier(service.jdbi()).verify(null).whole()).isTrue();
    }

    private List<String> entries() {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select actor || ' ' || action || ' ' || details from audit order by seq")
                        .mapTo(String.class)
                        .list());
    }
}
