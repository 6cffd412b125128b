/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.Topics;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** As an operator works with dead letters that a real broker wrote. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DlqCommandIT {
    private static final String ANNOUNCED = "00000000-0000-4000-8000-00000000000a";
    private static final String SILENT = "00000000-0000-4000-8000-00000000000b";
    private static final String UNTOLD = "00000000-0000-4000-8000-00000000000d";
    private static final String REQUESTS = Topics.requests(Expert.EXPERT_TOP, Lane.LANE_BULK);

    @TempDir
    private static Path folder;

    private static EmbeddedKafka broker;
    private static KafkaClients kafka;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void rejectThreeRecords() throws Exception {
        broker = EmbeddedKafka.start(folder);
        kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Admin admin = kafka.admin("topics");
                Producer<byte[], byte[]> producer = kafka.producer("test")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            producer.send(CloudEventCodec.REQUESTS.encode(request(ANNOUNCED, "acme"), "/test", null))
                    .get();
            producer.send(CloudEventCodec.REQUESTS.encode(request(SILENT, "bazaar"), "/test", null))
                    .get();
            producer.send(new ProducerRecord<>(REQUESTS, "no request".getBytes(UTF_8)))
                    .get();
            producer.send(CloudEventCodec.EVENTS.encode(poisoned(), "/test", null))
                    .get();
            producer.send(untold()).get();
        }
        try (var worker = kafka.slotConsumer(Topics.workerGroup(Expert.EXPERT_TOP), "worker")) {
            worker.subscribe(List.of(REQUESTS));
            List<Long> rejected = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                worker.poll(Duration.ofMillis(200)).forEach(record -> {
                    rejected.add(record.offset());
                    worker.acknowledge(record, AcknowledgeType.REJECT);
                });
                worker.commitSync();
                return rejected.size() == 3;
            });
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> read(Topics.deadLetters(Expert.EXPERT_TOP)).size() == 3);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    @Order(1)
    void listsWhatStandsThereAndWhy() {
        assertThat(run("list")).isEqualTo(DlqCommand.OK);
        assertThat(out.toString().lines().skip(1))
                .hasSize(4)
                .anyMatch(line -> line.contains(ANNOUNCED) && line.contains("POISON") && line.contains("acme"))
                .anyMatch(line -> line.contains(SILENT) && line.contains("none") && line.contains("bazaar"))
                .anyMatch(line -> line.contains(UNTOLD) && line.contains("webhooks/0/0") && line.contains("gone"))
                .anyMatch(line -> line.contains("unreadable"));

        assertThat(run("list", "--where", "code=poison", "--json")).isEqualTo(DlqCommand.OK);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .contains("\"request_id\":\"" + ANNOUNCED + "\"", "\"code\":\"POISON\"", "\"redrives\":[]");

        assertThat(run("list", "--where", "tenant=nobody")).isEqualTo(DlqCommand.NONE);
    }

    @Test
    @Order(2)
    void showsAllThatIsKnown() {
        assertThat(run("show", ANNOUNCED)).isEqualTo(DlqCommand.OK);
        assertThat(out.toString())
                .contains("broke its worker", "advice:", "__dlq.errors.topic = " + REQUESTS, "s3://tryon/person.jpg");
        Matcher place = Pattern.compile("top/\\d+/\\d+").matcher(out.toString());
        assertThat(place.find()).isTrue();
        assertThat(run("show", place.group())).isEqualTo(DlqCommand.OK);
        assertThat(out.toString()).contains(ANNOUNCED);
        assertThat(run("show", "top/0/999")).isEqualTo(DlqCommand.NONE);
        assertThat(err.toString()).contains("no dead letter top/0/999");
    }

    @Test
    @Order(3)
    void redrivesWhatIsNamedOnceAndOnTheRecord() {
        assertThat(run("redrive", "--where", "code=POISON", "--dry-run")).isEqualTo(DlqCommand.OK);
        assertThat(out.toString()).contains(ANNOUNCED, "1 to be sent; nothing was.");
        assertThat(read(REQUESTS)).hasSize(3);

        assertThat(run("redrive", "--where", "code=POISON", "--by", "kim", "--reason", "mended"))
                .isEqualTo(DlqCommand.OK);
        assertThat(out.toString()).contains("1 sent.").doesNotContain(SILENT);
        List<ConsumerRecord<byte[], byte[]>> requests = awaitRecords(REQUESTS, 4);
        TryOnRequest sent = CloudEventCodec.REQUESTS
                .decode(requests.get(3))
                .event()
                .orElseThrow()
                .message();
        assertThat(sent)
                .isEqualTo(request(ANNOUNCED, "acme").toBuilder().clearAttempt().build());
        Control audit = CloudEventCodec.CONTROL
                .decode(awaitRecords(Topics.CONTROL, 1).get(0))
                .event()
                .orElseThrow()
                .message();
        assertThat(audit.getBy()).isEqualTo("kim");
        assertThat(audit.getTenant()).isEqualTo("acme");
        assertThat(audit.getRedriveRequest().getReason()).isEqualTo("mended");
        assertThat(audit.getRedriveRequest().getCode()).isEqualTo(FailureCode.POISON);
        assertThat(audit.getRedriveRequest().getTopic()).isEqualTo(Topics.deadLetters(Expert.EXPERT_TOP));

        assertThat(run("redrive", "--where", "code=POISON")).isEqualTo(DlqCommand.NONE);
        assertThat(out.toString()).contains("0 sent; 1 left alone that were redriven before (--again).");
        assertThat(read(REQUESTS)).as("sent once").hasSize(4);
        assertThat(run("show", ANNOUNCED)).isEqualTo(DlqCommand.OK);
        assertThat(out.toString()).contains("by kim: mended");
        assertThat(run("redrive", "--where", "code=POISON", "--again")).isEqualTo(DlqCommand.OK);
        assertThat(awaitRecords(REQUESTS, 5))
                .last()
                .satisfies(again ->
                        assertThat(again.offset()).isGreaterThan(requests.get(3).offset()));
    }

    @Test
    @Order(4)
    void putsAWebhookBackIntoTheOutbox() {
        assertThat(run("show", "webhooks/0/0")).isEqualTo(DlqCommand.OK);
        assertThat(out.toString()).contains("tryon_detail = it answered 410", "https://shop.example/hook");

        assertThat(run("redrive", "--where", "kind=webhook", "--where", "code=gone", "--by", "kim", "--json"))
                .isEqualTo(DlqCommand.OK);
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .contains("\"kind\":\"webhook\"", "\"place\":\"webhooks/0/0\"", "\"code\":\"gone\"");
        ConsumerRecord<byte[], byte[]> call = awaitRecords(Topics.WEBHOOKS, 1).get(0);
        assertThat(CloudEventCodec.EVENTS.decode(call).event().orElseThrow().message())
                .isEqualTo(completed());
        assertThat(call.headers().lastHeader(WebhookRecords.REDRIVEN).value()).isEqualTo("kim".getBytes(UTF_8));
        assertThat(call.headers().lastHeader(WebhookRecords.ATTEMPTS)).isNull();
        assertThat(awaitRecords(Topics.CONTROL, 3))
                .last()
                .satisfies(order -> assertThat(CloudEventCodec.CONTROL
                                .decode(order)
                                .event()
                                .orElseThrow()
                                .message()
                                .getRedriveRequest()
                                .getTopic())
                        .isEqualTo(Topics.DEAD_WEBHOOKS));

        assertThat(run("redrive", "--where", "kind=webhook")).isEqualTo(DlqCommand.NONE);
        assertThat(read(Topics.WEBHOOKS)).as("sent once").hasSize(1);
    }

    @Test
    @Order(5)
    void sendsTheOthersAndSaysWhatCannotBeSent() {
        assertThat(run("redrive", "--where", "code=none")).isEqualTo(DlqCommand.IMPOSSIBLE);
        assertThat(out.toString()).contains(SILENT, "1 sent; 1 cannot be sent.");
        assertThat(err.toString())
                .containsPattern(
                        "tryon dlq: top/0/\\d cannot be sent: it is no request; whoever wrote it must submit one");
        assertThat(new String(awaitRecords(REQUESTS, 6).get(5).key(), UTF_8)).isEqualTo(SILENT);
    }

    @Test
    void saysWhenKafkaDoesNotAnswer() throws Exception {
        Path impatient = Files.writeString(
                folder.resolve("client.properties"), "default.api.timeout.ms=500\nrequest.timeout.ms=400\n");
        assertThat(execute("list", "--bootstrap-servers", "127.0.0.1:1", "--command-config", impatient.toString()))
                .isEqualTo(DlqCommand.INFRASTRUCTURE);
        assertThat(err.toString()).startsWith("tryon dlq: Kafka: ");
    }

    @Test
    void explainsItself() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("Exit codes:", "Examples:", "tryon dlq redrive --bootstrap-servers", "list ", "show ");
        for (String command : List.of("list", "show", "redrive")) {
            assertThat(execute(command, "--help")).isZero();
            assertThat(out.toString()).contains("--bootstrap-servers", "tryon dlq " + command, "--json");
        }
    }

    @Test
    void saysWhatIsWrongWithTheCommand() {
        assertThat(run("redrive")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("say which dead letters with --where KEY=VALUE, or --all");
        assertThat(run("redrive", "--all", "--reason", "x".repeat(1025))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--by, --reason", "1024");
        assertThat(run("list", "--where", "colour=red")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("\"colour\" is no field");
    }

    private int run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--bootstrap-servers", broker.bootstrapServers()));
        line.addAll(Arrays.asList(arguments));
        return execute(line.toArray(new String[0]));
    }

    private int execute(String... line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new DlqCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    /** A transaction that is committed shows a moment later. */
    private static List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> read(topic), records -> records.size() == count);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = kafka.committedReader("test-reader")) {
            new CommittedRecords(consumer, () -> {}).all(topic, records::add);
        }
        return records;
    }

    private static TryOnEvent poisoned() {
        return TryOnEvent.newBuilder()
                .setRequestId(ANNOUNCED)
                .setTenant("acme")
                .setLane(Lane.LANE_BULK)
                .setExpert(Expert.EXPERT_TOP)
                .setAt(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()))
                .setDeadLettered(DeadLettered.newBuilder()
                        .setCode(FailureCode.POISON)
                        .setMessage("the job broke its worker 3 times")
                        .setDeliveries(3))
                .build();
    }

    /** A dead letter as {@code tryon webhooks} writes it. */
    private static ProducerRecord<byte[], byte[]> untold() {
        ProducerRecord<byte[], byte[]> event = CloudEventCodec.EVENTS.encode(completed(), "/test", null);
        event.headers()
                .add(WebhookRecords.ATTEMPTS, "1".getBytes(UTF_8))
                .add(WebhookRecords.SINCE, "1796000000000".getBytes(UTF_8))
                .add(WebhookRecords.NOT_BEFORE, "1796000000000".getBytes(UTF_8))
                .add(WebhookRecords.REASON, WebhookRecords.GONE.getBytes(UTF_8))
                .add(WebhookRecords.DETAIL, "it answered 410".getBytes(UTF_8));
        return new ProducerRecord<>(Topics.DEAD_WEBHOOKS, null, event.key(), event.value(), event.headers());
    }

    private static TryOnEvent completed() {
        return TryOnEvent.newBuilder()
                .setRequestId(UNTOLD)
                .setTenant("acme")
                .setLane(Lane.LANE_BULK)
                .setExpert(Expert.EXPERT_TOP)
                .setAt(Timestamp.newBuilder().setSeconds(1_796_000_000))
                .setRequest(request(UNTOLD, "acme").toBuilder().setWebhook("https://shop.example/hook"))
                .setCompleted(Completed.getDefaultInstance())
                .build();
    }

    private static TryOnRequest request(String id, String tenant) {
        return TryOnRequest.newBuilder()
                .setRequestId(id)
                .setTenant(tenant)
                .setLane(Lane.LANE_BULK)
                .setAttempt(2)
                .setSubject(ImageRef.newBuilder().setUri("s3://tryon/person.jpg"))
                .addSteps(Step.newBuilder()
                        .setExpert(Expert.EXPERT_TOP)
                        .setProduct(ImageRef.newBuilder().setUri("s3://tryon/shirt.png")))
                .setOutput(OutputSpec.newBuilder().setPrefix("s3://tryon/results"))
                .build();
    }
}
