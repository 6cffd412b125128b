/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two worker processes is told to stop: what it has in hand ends there or elsewhere, and the process ends well. */
@SuppressWarnings("NullAway.Init")
class DrainedWorkerIT {

    private static final Duration ELSEWHERE = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private WorkerPair pair;

    @BeforeEach
    void start() throws Exception {
        pair = new WorkerPair(folder);
    }

    @AfterEach
    void stop() {
        pair.close();
    }

    @Test
    void jobThatOutlastsTheGraceStartsElsewhereWithinTwoSeconds() throws Exception {
        Duration grace = Duration.ofSeconds(1);
        for (String name : List.of("one", "other")) {
            pair.start(name, Map.of("tryon.worker.drain", grace.toMillis() + "ms"));
        }
        List<TryOnRequest> requests = List.of(pair.submitted(1, 200), pair.submitted(2, 200));
        pair.readUntil(() -> pair.inHand("one").size() + pair.inHand("other").size() == requests.size());
        String stopped = pair.inHand("one").isEmpty() ? "other" : "one";
        String goesOn = stopped.equals("one") ? "other" : "one";
        Set<String> inHand = pair.inHand(stopped);

        Instant told = Instant.now();
        int exit = pair.process(stopped).terminate(STOP);
        pair.readUntil(() -> pair.endedIds().size() == requests.size());

        assertThat(exit).isZero();
        for (String request : inHand) {
            assertThat(pair.startedBy(goesOn, request))
                    .as("when the other worker took over " + request)
                    .isBetween(
                            told.plus(grace).minusMillis(100), told.plus(grace).plus(ELSEWHERE));
        }
        pair.assertEveryRequestHasOneResult(requests);
    }

    @Test
    void jobThatEndsWithinTheGraceEndsThereAndNothingNewIsLeased() throws Exception {
        pair.start("one", Map.of("tryon.worker.drain", "1m"));
        TryOnRequest inHand = pair.submitted(1, 40);
        pair.readUntil(() -> pair.inHand("one").size() == 1);
        Thread stopping = new Thread(() -> terminate("one"), "stopping");

        stopping.start();
        pair.process("one").awaitNotOk(pair.worker("one").ready(), STOP);
        TryOnRequest next = pair.submitted(2, 2);
        stopping.join();
        assertThat(pair.process("one").exitCode(Duration.ZERO)).isZero();
        pair.start("other", Map.of());
        pair.readUntil(() -> pair.endedIds().size() == 2);

        assertThat(pair.completedBy(inHand)).isEqualTo("one");
        assertThat(pair.completedBy(next)).isEqualTo("other");
        pair.assertEveryRequestHasOneResult(List.of(inHand, next));
    }

    private void terminate(String name) {
        try {
            pair.process(name).terminate(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
