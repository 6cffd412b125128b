/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.approval.audit.AuditEntry;
import dev.tryon.approval.audit.AuditVerifier;
import dev.tryon.approval.audit.AuditVerifier.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestStack.Extension.class)
class AuditIT {

    private Service service;

    @BeforeEach
    void start(TestStack stack) {
        service = new Service(stack, "{name: default, results: [{stage: brand, roles: [brand]}]}");
        IntStream.range(0, 5).forEach(this::append);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void untouchedLogIsWhole() {
        Verdict verdict = verify(null);

        assertThat(verdict.whole()).isTrue();
        assertThat(verdict.entries()).isEqualTo(5);
        assertThat(verify("5:" + verdict.headHash()).whole()).isTrue();
    }

    @Test
    void databaseRefusesToChangeIt() {
        for (String change :
                List.of("update audit set actor = 'nobody'", "delete from audit where seq = 5", "truncate audit")) {
            assertThatThrownBy(() -> service.jdbi().useHandle(handle -> handle.execute(change)))
                    .hasMessageContaining("append-only");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit set actor = 'nobody' where seq = 3 | entry 3 was changed",
                "update audit set details = 'other' where seq = 1 | entry 1 was changed",
                "update audit set at = at + interval '1 second' where seq = 4 | entry 4 was changed",
                "delete from audit where seq = 2 | entry 2 is missing",
                "delete from audit where seq = 5 | the log ends at 4",
                "update audit set hash = previous where seq = 5 | entry 5 was changed"
            })
    void findsWhatSomebodyWithPowerChanged(String tampering, String found) {
        withoutTriggers(tampering);

        Verdict verdict = verify(null);

        assertThat(verdict.whole()).isFalse();
        assertThat(verdict.problem()).startsWith(found);
    }

    @Test
    void anchorFindsLogThatWasWrittenAnew() {
        String anchor = "5:" + verify(null).headHash();
        withoutTriggers("delete from audit");
        withoutTriggers("update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')");
        IntStream.range(0, 6).forEach(i -> append(i + 100));

        assertThat(verify(null).whole()).isTrue();
        assertThat(verify(anchor).whole()).isFalse();
    }

    private void append(int number) {
        service.jdbi()
                .useTransaction(handle -> service.audit.append(
                        handle,
                        List.of(new AuditEntry(
                                Instant.parse("2026-11-26T12:00:00.123456789Z").plusSeconds(number),
                                "ada",
                                "approved",
                                "shop",
                                number % 2 == 0 ? UUID.nameUUIDFromBytes(new byte[] {(byte) number}) : null,
                                "entry " + number))));
    }

    private void withoutTriggers(String sql) {
        service.jdbi().useHandle(handle -> {
            handle.execute("alter table audit disable trigger all");
            handle.execute(sql);
            handle.execute("alter table audit enable trigger all");
        });
    }

    private Verdict verify(@org.jspecify.annotations.Nullable String anchor) {
        return new AuditVerifier(service.jdbi()).verify(anchor);
    }
}
