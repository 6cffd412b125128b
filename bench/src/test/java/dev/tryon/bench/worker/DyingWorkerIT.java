/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread dies that a worker cannot do without: the process says that it is not ready, ends, and nothing is lost. */
@SuppressWarnings("NullAway.Init")
class DyingWorkerIT {

    private static final Duration END = Duration.ofMinutes(2);

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

    /** Slot 0 is the interactive one, which waits for a record while a bulk job is in another's hand. */
    @ParameterizedTest
    @ValueSource(strings = {"slot-top-0", "device"})
    void processEndsAndItsJobIsDoneByAnother(String thread) throws Exception {
        pair.start("one", DyingWorker.class, List.of(thread));
        TryOnRequest request = pair.submitted(1, 20);

        pair.process("one").awaitNotOk(pair.worker("one").ready(), END);
        int exit = pair.process("one").exitCode(END);
        pair.start("other", Map.of());
        pair.readUntil(() -> pair.endedIds().contains(request.getRequestId()));

        assertThat(exit).isEqualTo(1);
        pair.assertEveryRequestHasOneResult(List.of(request));
    }
}
