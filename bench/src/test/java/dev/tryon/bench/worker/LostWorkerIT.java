/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two worker processes is killed or frozen under load: nothing is lost and nothing is two things. */
@SuppressWarnings("NullAway.Init")
class LostWorkerIT {

    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private WorkerPair pair;

    @BeforeEach
    void start() throws Exception {
        pair = new WorkerPair(folder);
        pair.start("one", Map.of());
        pair.start("other", Map.of());
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    @Test
    void killedWorkersJobsGoOnElsewhereAndEveryRequestEndsOnce() throws Exception {
        List<TryOnRequest> requests = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            requests.add(pair.submitted(i, 30));
        }
        pair.readUntil(() -> !pair.inHand("one").isEmpty() && pair.endedIds().size() >= 2);

        pair.process("one").kill();
        Instant killed = Instant.now();
        Set<String> orphans = pair.inHand("one");

        pair.readUntil(() -> pair.endedIds().size() == requests.size());
        assertThat(orphans).as("jobs in the killed worker's hand").isNotEmpty();
        for (String orphan : orphans) {
            assertThat(pair.startedBy("other", orphan))
                    .as("when the other worker took over " + orphan)
                    .isBefore(killed.plus(ELSEWHERE));
        }
        pair.assertEveryRequestHasOneResult(requests);
    }

    @Test
    void frozenWorkersJobIsDeliveredAgainAndItsLateResultChangesNothing() throws Exception {
        TryOnRequest request = pair.submitted(1, 100);
        pair.readUntil(
                () -> !pair.inHand("one").isEmpty() || !pair.inHand("other").isEmpty());
        String frozen = pair.inHand("one").isEmpty() ? "other" : "one";
        String awake = frozen.equals("one") ? "other" : "one";

        pair.process(frozen).freeze();
        pair.readUntil(() -> pair.endedIds().size() == 1);

        assertThat(pair.completedBy(request)).isEqualTo(awake);
        pair.process(frozen).thaw();
        // With the other one frozen, the next request shows that this one has come back and is done with its past.
        pair.process(awake).freeze();
        TryOnRequest next = pair.submitted(2, 2);
        pair.readUntil(() -> pair.endedIds().contains(next.getRequestId()));
        pair.process(awake).thaw();
        assertThat(pair.completedBy(next)).isEqualTo(frozen);
        pair.assertEveryRequestHasOneResult(List.of(request, next));
    }
}
