/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class LedgerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private String url = "";
    private TestStack stack;
    private Database database;
    private S3ImageStore store;
    private DrawnResults worker;

    @BeforeEach
    void start(TestStack shared) {
        stack = shared;
        url = stack.freshDatabase();
        database = Database.open(url, stack.user(), "", 2);
        store = stack.store();
        worker = new DrawnResults(store, stack.kafka());
    }

    @AfterEach
    void stop() {
        worker.close();
        store.close();
        database.close();
    }

    @Test
    void sameEventTwiceIsOneRowAndFirstEndCounts() {
        UUID id = UUID.randomUUID();
        TryOnEvent completed = DrawnResults.event("ledger", id, "tee");
        TryOnEvent started = completed.toBuilder()
                .clearRequest()
                .setStarted(Started.newBuilder().setWorker("w").setAttempt(1))
                .build();
        TryOnEvent failedLater = completed.toBuilder()
                .setFailed(Failed.newBuilder().setCode(FailureCode.INTERNAL))
                .build();
        for (TryOnEvent event : List.of(started, completed, completed, failedLater, completed)) {
            worker.announce(event);
        }

        try (ApprovalApp app = service()) {
            awaitItem(id);
            worker.announce(completed);
            UUID last = UUID.randomUUID();
            worker.announce(DrawnResults.event("ledger", last, "tee"));
            awaitItem(last);
            assertThat(app.alive()).isTrue();
        }

        assertThat(rows("select state from ledger_request where request_id = '" + id + "'"))
                .containsExactly("completed");
        assertThat(rows("select kind from ledger_event where request_id = '" + id + "' order by kind"))
                .containsExactly("completed", "failed", "started");
        assertThat(rows("select verdict from decision where item_id = '" + id + "'"))
                .containsExactly("approved");
    }

    @Test
    void rebuiltLedgerHasTheSameRowsAndDecidesNothingAgain() {
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            worker.announce(DrawnResults.event("rebuild", id, "tee " + i));
        }
        try (ApprovalApp app = service()) {
            ids.forEach(this::awaitItem);
            List<String> requests = dump("ledger_request", "request_id");
            List<String> events = dump("ledger_event", "event_id");
            List<String> decided = dump("decision", "decision_id");
            List<String> items = dump("item", "item_id");

            assertThat(LedgerReset.run(database.jdbi())).isGreaterThanOrEqualTo(40);
            // Something new, which makes the running service find out.
            UUID after = UUID.randomUUID();
            worker.announce(DrawnResults.event("rebuild", after, "after"));
            awaitItem(after);
            await().atMost(PATIENCE)
                    .until(() -> dump("ledger_request", "request_id").size() > requests.size());

            String newOnes = " where request_id <> '" + after + "'";
            assertThat(dump("ledger_request", "request_id", newOnes)).isEqualTo(requests);
            assertThat(dump("ledger_event", "event_id", newOnes)).isEqualTo(events);
            String others = " where item_id <> '" + after + "'";
            assertThat(dump("decision", "decision_id", others)).isEqualTo(decided);
            assertThat(dump("item", "item_id", others)).isEqualTo(items);
            assertThat(app.alive()).isTrue();
        }
    }

    @Test
    void resultWithoutItsRequestIsInTheLedgerButNotJudged() {
        UUID without = UUID.randomUUID();
        UUID with = UUID.randomUUID();
        worker.announce(DrawnResults.event("old", without, "tee").toBuilder()
                .clearRequest()
                .build());
        worker.announce(DrawnResults.event("old", with, "tee"));

        try (ApprovalApp app = service()) {
            awaitItem(with);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    rows("select state from ledger_request where request_id = '" + without + "'"))
                            .containsExactly("completed"));
            assertThat(rows("select status from item where item_id = '" + without + "'"))
                    .isEmpty();
            assertThat(app.alive()).isTrue();
        }
    }

    private ApprovalApp service() {
        return new ApprovalApp(
                        Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), stack.settings(url)),
                        Clock.systemUTC())
                .start();
    }

    private void awaitItem(UUID id) {
        await().atMost(PATIENCE)
                .until(() -> !rows("select status from item where item_id = '" + id + "'")
                        .isEmpty());
    }

    private List<String> dump(String table, String key) {
        return dump(table, key, "");
    }

    private List<String> dump(String table, String key, String where) {
        return rows("select row_to_json(t)::text from " + table + " t" + where + " order by " + key);
    }

    private List<String> rows(String sql) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery(sql).mapTo(String.class).stream().collect(Collectors.toList()));
    }
}
