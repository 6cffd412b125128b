/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DeletionCostIT {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    private Path folder;

    private ApiServer cluster;
    private DeletionCost cost;

    @BeforeEach
    void start() throws Exception {
        cluster = new ApiServer(folder);
        cost = cost();
    }

    @AfterEach
    void stop() {
        cost.close();
        cluster.close();
        // A pool is over a moment before its thread is.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().equals("deletion-cost")));
    }

    @Test
    void costIsTheNumberOfJobsInHand() {
        cost.start();
        awaitPatches(cost("0"));
        jobs.set(3);

        awaitPatches(cost("0"), cost("3"));
    }

    @Test
    void costThatStaysIsNotWrittenAgain() {
        cost.start();
        await().atMost(PATIENCE).until(() -> asked.get() > 5);

        assertThat(cluster.patches()).containsExactly(cost("0"));
    }

    @Test
    void renewedTokenIsUsed() throws Exception {
        cost.start();
        awaitPatches(cost("0"));
        cluster.renewToken("second-token");
        jobs.set(1);

        awaitPatches(cost("0"), cost("1"));
    }

    @Test
    void goesOnTryingWhileItIsForbidden() {
        cluster.forbid(true);
        cost.start();
        await().atMost(PATIENCE).until(() -> asked.get() > 2);
        assertThat(cluster.patches()).isEmpty();

        cluster.forbid(false);

        awaitPatches(cost("0"));
    }

    @Test
    void clusterOfAnotherAuthorityGetsNoToken() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        try (ApiServer impostor = new ApiServer(other)) {
            Pod pod = Pod.of(impostor.environment(), cluster.serviceAccount()).orElseThrow();

            assertThatThrownBy(() -> new PodAnnotations(pod).set(DeletionCost.ANNOTATION, "1"))
                    .isInstanceOf(SSLException.class);
            assertThat(impostor.patches()).isEmpty();
        }
    }

    @Test
    void outsideAClusterThereIsNoPod() {
        assertThat(Pod.of(Map.of("HOSTNAME", "laptop"), cluster.serviceAccount()))
                .isEmpty();
        assertThat(Pod.of(cluster.environment(), folder.resolve("nothing"))).isEmpty();
    }

    private DeletionCost cost() {
        return new DeletionCost(
                Pod.of(cluster.environment(), cluster.serviceAccount()).orElseThrow(),
                () -> {
                    asked.incrementAndGet();
                    return jobs.get();
                },
                SOON);
    }

    private void awaitPatches(String... bodies) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.patches()).containsExactly(bodies));
    }

    private static String cost(String value) {
        return "{\"metadata\":{\"annotations\":{\"controller.kubernetes.io/pod-deletion-cost\":\"" + value + "\"}}}";
    }
}
