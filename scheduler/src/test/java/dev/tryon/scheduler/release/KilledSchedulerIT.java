/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power cut at any moment: ten processes are killed in the midst of releasing, an eleventh finishes. */
class KilledSchedulerIT {
    private static final int KILLS = 10;
    private static final long ROWS = 250_000;

    @TempDir
    private Path folder;

    @Test
    void releasesEachRowExactlyOnceThoughKilledTenTimes() throws Exception {
        Random moments = new Random(7);
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder);
                SchedulerHarness harness = new SchedulerHarness(broker.bootstrapServers())) {
            try (Admin admin = harness.kafka.admin("topics")) {
                new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            }
            Campaign campaign = CampaignReleaseIT.campaign(ROWS).build();
            harness.send(campaign);

            Set<Long> stops = new HashSet<>();
            for (int i = 0; i < KILLS; i++) {
                long before = harness.progress(campaign).getRowsReleased();
                Process process = start(broker);
                await().atMost(SchedulerHarness.LONG)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() ->
                                !process.isAlive() || harness.progress(campaign).getRowsReleased() > before);
                boolean unused = process.waitFor(moments.nextInt(300), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                stops.add(harness.progress(campaign).getRowsReleased());
            }
            assertThat(stops).as("each process got further").hasSize(KILLS);
            assertThat(harness.progress(campaign).getState())
                    .as("killed in the midst of it")
                    .isEqualTo(CampaignState.CAMPAIGN_STATE_RUNNING);

            Process last = start(broker);
            CampaignProgress end = await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> harness.progress(campaign),
                            progress -> progress.getState() == CampaignState.CAMPAIGN_STATE_FINISHED);
            last.destroyForcibly().waitFor();

            Set<String> missing = new HashSet<>(CampaignReleaseIT.ids(campaign, ROWS));
            AtomicInteger released = new AtomicInteger();
            harness.committed("tryon.requests.top.bulk", row -> {
                released.incrementAndGet();
                missing.remove(new String(row.key(), UTF_8));
            });
            assertThat(missing).as("rows that were left out").isEmpty();
            assertThat(released).as("rows, with those released twice").hasValue((int) ROWS);
            assertThat(end.getRowsReleased()).isEqualTo(ROWS);
        }
    }

    private static Process start(EmbeddedKafka broker) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ReleasingProcess.class.getName(),
                        broker.bootstrapServers(),
                        "100000000")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
