/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tryon.producer.RequestIds;
import dev.tryon.producer.TestScheduler;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.producer.gateway.KafkaTopics;
import dev.tryon.producer.gateway.TestGateway;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The campaign commands with the real scheduler, which reads the manifests. */
@ExtendWith(TestStack.Extension.class)
class CampaignCommandsIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String HAT = "s3://tryon/ada.jpg,hat,s3://tryon/hat.png\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestStack stack;
    private TestScheduler scheduler;

    CampaignCommandsIT(TestStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void startScheduler() {
        // Few rows stand ready, so that a campaign is still going on when it is paused. Nobody takes them, so that each
        // test has a pool of its own.
        scheduler = new TestScheduler(
                stack, Map.of("tryon.scheduler.backlog.minimum-rows", "20", "tryon.scheduler.backlog.ahead", "1s"));
    }

    @AfterEach
    void stopScheduler() {
        scheduler.close();
    }

    @Test
    void submitUploadsTheManifestAndWatchesUntilAllRowsAreCompleted() throws Exception {
        Future<Integer> exit = start("submit", manifest("top", 3, ""), "--name", "Spring", "--watch");

        List<TryOnRequest> released = released(Expert.EXPERT_TOP, awaitId(), 3);
        released.forEach(this::complete);

        assertThat(exit.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.COMPLETED);
        assertThat(released).allMatch(request -> request.getOutput().getPrefix().equals("s3://tryon/results"));
        assertThat(out.toString())
                .contains(
                        "name      Spring",
                        "state     finished",
                        "rows      3 of 3 dealt with",
                        "ended     completed 3");
    }

    @Test
    void aRefusedRowIsTheCampaignsFailure() throws Exception {
        Future<Integer> exit = start("submit", manifest("bottom", 2, HAT), "--watch", "--json");

        String id = TestGateway.json(await().atMost(LONG)
                        .until(() -> out.toString().lines().toList(), lines -> !lines.isEmpty())
                        .get(0))
                .path("campaign_id")
                .asText();
        released(Expert.EXPERT_BOTTOM, id, 2).forEach(this::complete);

        assertThat(exit.get(2, TimeUnit.MINUTES)).isEqualTo(ExitCode.FAILED);
        JsonNode last = TestGateway.json(
                out.toString().lines().reduce((first, second) -> second).orElseThrow());
        assertThat(last.path("state").asText()).isEqualTo("finished");
        assertThat(last.path("ended").path("completed").asInt()).isEqualTo(2);
        assertThat(last.path("ended").path("failed").asInt()).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void campaignsArePausedResumedAndCancelled() throws Exception {
        run("submit", manifest("eye", 2000, ""));
        String id = awaitId();
        await().atMost(LONG).until(() -> run("status", id) == ExitCode.COMPLETED);

        assertThat(run("pause", id)).as(err.toString()).isEqualTo(ExitCode.COMPLETED);
        assertThat(run("status", id, "--json")).isEqualTo(ExitCode.COMPLETED);
        JsonNode paused = TestGateway.json(
                out.toString().lines().reduce((first, second) -> second).orElseThrow());
        assertThat(paused.path("state").asText()).isEqualTo("paused");
        assertThat(paused.path("rows_released").asLong()).isLessThan(2000);
        assertThat(run("resume", id)).isEqualTo(ExitCode.COMPLETED);
        assertThat(run("cancel", id)).isEqualTo(ExitCode.COMPLETED);
        assertThat(out.toString()).contains("state     paused", "state     running", "state     cancelled");

        assertThat(run("resume", id)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("was over before");
    }

    @Test
    void orderOfAnotherTenantIsNotObeyed() throws Exception {
        run("submit", manifest("shoes", 2000, ""));
        String id = awaitId();
        await().atMost(LONG).until(() -> run("status", id) == ExitCode.COMPLETED);

        assertThat(run("cancel", id, "--tenant", "other", "--timeout", "3s")).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err.toString()).contains("of tenant other");
        assertThat(run("cancel", id)).isEqualTo(ExitCode.COMPLETED);
    }

    @Test
    void aManifestInS3IsCheckedWhereItIs() throws Exception {
        String uri = uploaded(manifest("top", 2, HAT));

        assertThat(run("validate", uri)).isEqualTo(1);
        assertThat(out.toString()).contains("line 4: steps[0].expert", "3 rows: 2 valid, 1 wrong");
        assertThat(run("validate", "s3://tryon/manifests/none.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("s3://tryon/manifests/none.csv does not exist");
    }

    @Test
    void statusTellsThatNothingIsKnown() {
        assertThat(run("status", RequestIds.fresh())).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err.toString()).contains("nothing is known of campaign");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of("validate", "submit", "status", "pause", "resume", "cancel")) {
            StringWriter help = new StringWriter();
            commandLine(help, err).execute(command, "--help");
            assertThat(help.toString()).as(command).contains("Exit codes:", "Example", "tryon campaign " + command);
        }
        assertThat(run()).isEqualTo(ExitCode.USAGE);
    }

    private String manifest(String expert, int rows, String more) throws IOException {
        StringBuilder csv = new StringBuilder("subject,expert,product\n");
        for (int i = 0; i < rows; i++) {
            csv.append("s3://tryon/ada.jpg,")
                    .append(expert)
                    .append(",s3://tryon/product-")
                    .append(i)
                    .append(".png\n");
        }
        return Files.writeString(folder.resolve("spring.csv"), csv.append(more)).toString();
    }

    /** Puts a manifest where submitting it would. */
    private String uploaded(String file) {
        StringWriter printed = new StringWriter();
        commandLine(printed, err)
                .execute("submit", file, "--output", "s3://tryon/results", "--tenant", "demo", "--json");
        return TestGateway.json(printed.toString()).path("manifest").asText();
    }

    private String awaitId() {
        return await().atMost(LONG)
                .until(() -> out.toString().lines().findFirst().orElse(""), line -> !line.isEmpty());
    }

    private List<TryOnRequest> released(Expert expert, String campaign, int count) {
        return await().atMost(LONG)
                .until(
                        () -> {
                            List<TryOnRequest> found = new ArrayList<>();
                            KafkaTopics.records(stack.clients(), Topics.requests(expert, Lane.LANE_BULK))
                                    .forEach(record -> CloudEventCodec.REQUESTS
                                            .decode(record)
                                            .event()
                                            .filter(event -> event.message()
                                                    .getCampaignId()
                                                    .equals(campaign))
                                            .ifPresent(event -> found.add(event.message())));
                            return found;
                        },
                        found -> found.size() == count);
    }

    private void complete(TryOnRequest request) {
        try (TestWorker worker = new TestWorker(stack.clients())) {
            worker.completed(request);
        }
    }

    private int run(String... arguments) {
        return commandLine(out, err).execute(withOutput(arguments));
    }

    private static String[] withOutput(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.contains("submit") || all.contains("validate")) {
            all.addAll(List.of("--output", "s3://tryon/results"));
        }
        return all.toArray(new String[0]);
    }

    private Future<Integer> start(String... arguments) {
        return CompletableFuture.supplyAsync(() -> run(arguments));
    }

    private CommandLine commandLine(StringWriter to, StringWriter errors) {
        return new CommandLine(new CampaignCommand(), new InEnvironment(TestConnections.environment(stack)))
                .setOut(new PrintWriter(to))
                .setErr(new PrintWriter(errors));
    }
}
