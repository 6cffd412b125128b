/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.Pictures;
import dev.tryon.producer.RequestIds;
import dev.tryon.producer.TestStack;
import dev.tryon.producer.TestWorker;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(TestStack.Extension.class)
class CommandsIT {
    private static final List<TopicPartition> REQUESTS = List.of(
            new TopicPartition(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), 0),
            new TopicPartition(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), 1));

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestStack stack;
    private final TestWorker worker;
    private final Consumer<byte[], byte[]> queue;
    private String person = "";
    private String product = "";

    CommandsIT(TestStack stack) {
        this.stack = stack;
        KafkaClients kafka = stack.clients();
        worker = new TestWorker(kafka);
        queue = kafka.reader("test-queue");
    }

    @BeforeEach
    void prepare() throws Exception {
        queue.assign(REQUESTS);
        queue.endOffsets(REQUESTS).forEach(queue::seek);
        person = Pictures.png(folder.resolve("ada.png"), 1).toString();
        product = Pictures.png(folder.resolve("shirt.png"), 2).toString();
    }

    @AfterEach
    void close() {
        queue.close();
        worker.close();
    }

    @Test
    void submitUploadsPicturesAndPrintsTheId() {
        int exit = run("submit", person, product, "--expert", "top", "--seed", "7", "--label", "a=b");

        TryOnRequest request = awaitRequest();
        assertThat(exit).isEqualTo(ExitCode.COMPLETED);
        assertThat(out.toString().strip()).isEqualTo(request.getRequestId());
        assertThat(request.getSubject().getUri()).startsWith("s3://tryon/uploads/");
        assertThat(request.getSubject().getSha256()).hasSize(64);
        assertThat(request.getSteps(0).getParameters().getSeed()).isEqualTo(7);
        assertThat(request.getSteps(0).getParameters().hasSteps()).isFalse();
        assertThat(request.getOutput().getPrefix()).isEqualTo("s3://tryon/results");
        assertThat(request.getLabelsMap()).containsEntry("a", "b");
    }

    @Test
    void submitSaysWhatItsMaskDoes() {
        run("submit", person, product, "--expert", "top", "--mask", product, "--mask-mode", "intersect");

        TryOnRequest request = awaitRequest();
        assertThat(request.getSteps(0).hasMask()).isTrue();
        assertThat(request.getSteps(0).getMaskMode()).isEqualTo(MaskMode.MASK_MODE_INTERSECT);
    }

    @Test
    void submitRefusesMaskModeWithoutMask() {
        int exit = run("submit", person, product, "--expert", "top", "--mask-mode", "replace");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("give --mask too");
    }

    @Test
    void submitWatchesUntilTheRequestIsCompleted() throws Exception {
        Future<Integer> exit = start("submit", person, product, "--expert", "top", "--watch");

        worker.completes(awaitRequest().getRequestId());

        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
        assertThat(err.toString()).contains("started by top-0", "completed", "s3://tryon/results/1.png");
    }

    @Test
    void submitTellsWhyARequestFailed() throws Exception {
        Future<Integer> exit = start("submit", person, product, "--expert", "top", "--watch");

        worker.fails(awaitRequest().getRequestId());

        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("INPUT_CORRUPT", "ends too early", "Upload the picture again");
    }

    @Test
    void submitPrintsJsonForScripts() throws Exception {
        Future<Integer> exit = start("submit", person, product, "--expert", "top", "--watch", "--json");

        String id = awaitRequest().getRequestId();
        worker.completes(id);

        assertThat(exit.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.COMPLETED);
        assertThat(out.toString().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("{\"request_id\":\"" + id + "\""));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void submitStopsWatchingWhenTheTimeIsOver() {
        int exit = run("submit", person, product, "--expert", "top", "--watch", "--timeout", "1s");

        assertThat(exit).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err.toString()).contains("tryon watch " + out.toString().strip());
    }

    @Test
    void submitSendsNothingThatBreaksARule() {
        int exit = run("submit", person, product, "--expert", "top", "--steps", "500");

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("steps[0].parameters.steps", "500");
        assertThat(requests()).isEmpty();
    }

    @Test
    void submitRefusesUnknownExperts() {
        assertThat(run("submit", person, product, "--expert", "hat")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'hat' is no expert", "eye, shoes, face");
    }

    @Test
    void submitRefusesMissingFiles() {
        assertThat(run("submit", "nobody.jpg", product, "--expert", "top")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nobody.jpg");
    }

    @Test
    void submitTellsThatKafkaCannotBeReached() {
        int exit = run(
                "submit",
                person,
                product,
                "--expert",
                "top",
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--kafka-property",
                "max.block.ms=500");

        assertThat(exit).isEqualTo(ExitCode.INFRASTRUCTURE);
        assertThat(err.toString()).contains("Kafka did not confirm");
    }

    @Test
    void getPrintsWhatHappenedSoFar() {
        String id = RequestIds.fresh();
        worker.completes(id);

        assertThat(run("get", id)).isEqualTo(ExitCode.COMPLETED);
        assertThat(out.toString()).contains("started by top-0", "s3://tryon/results/1.png");
    }

    @Test
    void getTellsThatARequestHasNotEnded() {
        String id = RequestIds.fresh();
        worker.started(id);

        assertThat(run("get", id, "--json")).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void getTellsThatNothingIsKnown() {
        assertThat(run("get", RequestIds.fresh())).isEqualTo(ExitCode.TIMED_OUT);
        assertThat(err.toString()).contains("nothing is known");
    }

    @Test
    void watchFollowsARequestFromItsBeginning() {
        String id = RequestIds.fresh();
        worker.fails(id);

        assertThat(run("watch", id)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("INPUT_CORRUPT");
    }

    @Test
    void helpShowsExitCodesAndExamples() {
        for (String command : List.of("submit", "watch", "get")) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString()).contains("Exit codes:", "Examples:", "tryon submit ada.jpg");
    }

    private int run(String... arguments) {
        Map<String, String> environment = TestConnections.environment(stack);
        return new CommandLine(new Root())
                .addSubcommand(new SubmitCommand(environment))
                .addSubcommand(new WatchCommand(environment))
                .addSubcommand(new GetCommand(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Future<Integer> start(String... arguments) {
        return CompletableFuture.supplyAsync(() -> run(arguments));
    }

    private TryOnRequest awaitRequest() {
        return Awaitility.await()
                .until(this::requests, found -> !found.isEmpty())
                .iterator()
                .next();
    }

    private Collection<TryOnRequest> requests() {
        List<TryOnRequest> found = new ArrayList<>();
        queue.poll(Duration.ofMillis(300))
                .forEach(record -> CloudEventCodec.REQUESTS
                        .decode(record)
                        .event()
                        .flatMap(event -> Optional.of(event.message()))
                        .ifPresent(found::add));
        return found;
    }

    @CommandLine.Command(name = "tryon")
    private static final class Root {}
}
