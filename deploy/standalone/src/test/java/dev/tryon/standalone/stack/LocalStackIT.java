/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thread through every real part: broker, S3, worker, the shipped expert, and back. */
class LocalStackIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LocalStack stack;
    private static LocalTryOns tryOns;
    private static S3ImageStore store;
    private static TryOnClient client;
    private static TryOnResults results;
    private static List<DemoSamples.Pair> samples;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        samples = DemoSamples.write(folder.resolve("samples"));
        stack = LocalStack.start(
                folder.resolve("data"),
                Path.of("..", "..", "experts"),
                StackPorts.any(),
                Map.of("tryon.worker.slots", "1"),
                stage -> {});
        tryOns = new LocalTryOns(stack);
        store = stack.imageStore();
        client = new TryOnClient(
                stack.kafkaClients(), stack.kafkaClients().producer("test"), "/tryon/test", Clock.systemUTC());
        results = TryOnResults.listen(ResultsReader.open(stack.kafkaClients().reader("test"), ReadFrom.now()));
    }

    @AfterAll
    static void stop() {
        results.close();
        client.close();
        store.close();
        tryOns.close();
        stack.close();
    }

    @Test
    void changesNoPixelOutsideMaskAndManyInside() throws Exception {
        Completed completed = end(request().build()).getCompleted();

        BufferedImage before = ImageIO.read(samples.get(0).person().toFile());
        BufferedImage after = picture(completed.getResult());
        BufferedImage mask = picture(completed.getMask());
        assertThat(differing(before, after, mask, 0)).isZero();
        assertThat(differing(before, after, mask, 255)).isGreaterThan(10_000);
        assertThat(completed.getQuality().getOutsideMaskDifferingPixels()).isZero();
    }

    @Test
    void paintsEqualRequestOnce() throws Exception {
        Completed first = end(request().build()).getCompleted();

        Completed second = end(request().build()).getCompleted();

        assertThat(second.getCacheHit()).isTrue();
        assertThat(second.getResult()).isEqualTo(first.getResult());
    }

    @Test
    void otherSeedIsAnotherResult() throws Exception {
        Completed first = end(request().build()).getCompleted();

        Completed other =
                end(requestFor(subject(), with -> with.seed(99)).build()).getCompleted();

        assertThat(other.getCacheHit()).isFalse();
        assertThat(other.getResult()).isNotEqualTo(first.getResult());
    }

    @Test
    void handsOutfitFromStepToStep() throws Exception {
        TryOnRequest outfit = request()
                .step(Expert.EXPERT_TOP, tryOns.upload(samples.get(1).product()).getUri())
                .build();

        TryOnEvent end = end(outfit);

        Completed completed = end.getCompleted();
        assertThat(completed.getIntermediatesList()).hasSize(1);
        assertThat(completed.getResult())
                .isNotEqualTo(completed.getIntermediates(0).getResult());
        assertThat(end.getRequest().getOriginalSubject()).isEqualTo(outfit.getSubject());
        assertThat(end.getRequest().getSubject())
                .isEqualTo(completed.getIntermediates(0).getResult());
    }

    @Test
    void requestCalledOffInTheQueueNeverStarts() throws Exception {
        TryOnRequest before =
                requestFor(subject(), with -> with.steps(60).seed(5)).build();
        TryOnRequest request = request().build();
        AtomicBoolean started = new AtomicBoolean();
        try (Expectation first = results.expect(before.getRequestId());
                Expectation second = results.expect(
                        request.getRequestId(), event -> started.compareAndSet(false, event.hasStarted()))) {
            client.submit(before).join(); // takes the only interactive slot
            client.submit(request).join();
            client.cancel(request.getTenant(), request.getRequestId(), "ada", "sold out")
                    .join();

            TryOnEvent end = LocalTryOns.await(second, PATIENCE);

            assertThat(end.getCancelled().getReason()).isEqualTo("sold out");
            assertThat(end.getCancelled().getBy()).isEqualTo("ada");
            assertThat(started).isFalse();
            assertThat(LocalTryOns.await(first, PATIENCE).hasCompleted()).isTrue();
        }
    }

    @Test
    void requestCalledOffWhileItIsDenoisedEndsAtOnce() throws Exception {
        TryOnRequest request =
                requestFor(subject(), with -> with.steps(200).seed(4)).build();
        AtomicInteger steps = new AtomicInteger();

        TryOnEvent end = end(request, event -> {
            if (event.hasProgress() && steps.getAndSet(event.getProgress().getDenoiseStep()) == 0) {
                var unused = client.cancel(request.getTenant(), request.getRequestId(), "ada", "sold out");
            }
        });

        assertThat(end.hasCancelled()).as(end.toString()).isTrue();
        assertThat(steps.get()).isBetween(1, 199);
    }

    @Test
    void anotherTenantCannotCallARequestOff() throws Exception {
        TryOnRequest request = request().build();
        client.cancel("rival", request.getRequestId(), "eve", "").join();

        assertThat(end(request).hasCompleted()).isTrue();
    }

    @Test
    void truncatedJpegFails() throws Exception {
        byte[] jpeg = encoded(ImageIO.read(samples.get(0).person().toFile()), "jpg");

        assertFails(
                FailureCode.INPUT_CORRUPT, put("truncated.jpg", Arrays.copyOf(jpeg, jpeg.length / 2)), "subject.uri");
    }

    @Test
    void hugePngFails() throws Exception {
        assertFails(FailureCode.INPUT_TOO_MANY_PIXELS, put("huge.png", HugePng.of(20_000, 10_000)), "subject.uri");
    }

    @Test
    void missingObjectFails() throws Exception {
        ImageRef nothing =
                ImageRef.newBuilder().setUri("s3://tryon/no/such.png").build();

        assertFails(FailureCode.INPUT_NOT_FOUND, nothing, "subject.uri");
    }

    @Test
    void foreignBucketFails() throws Exception {
        ImageRef foreign =
                ImageRef.newBuilder().setUri("s3://somebody-elses/person.png").build();

        assertFails(FailureCode.BUCKET_NOT_ALLOWED, foreign, "subject.uri");
    }

    @Test
    void pictureWithoutPersonFails() throws Exception {
        BufferedImage wall = new BufferedImage(400, 600, BufferedImage.TYPE_INT_RGB);

        assertFails(FailureCode.NO_PERSON, put("wall.png", encoded(wall, "png")), "subject.uri");
    }

    @Test
    void requestThatIsLateEndsAsExpired() throws Exception {
        TryOnRequest late = request().deadline(Instant.now().minusSeconds(1)).build();

        assertThat(end(late).hasExpired()).isTrue();
    }

    @Test
    void faceWithoutConsentFailsThoughNoDoorStoppedIt() throws Exception {
        TryOnRequest smuggled = request().build().toBuilder()
                .addSteps(Step.newBuilder()
                        .setExpert(Expert.EXPERT_FACE)
                        .setProduct(tryOns.upload(samples.get(1).product())))
                .build();
        try (Expectation expectation = results.expect(smuggled.getRequestId(), event -> {});
                Producer<byte[], byte[]> producer = stack.kafkaClients().producer("smuggler")) {
            producer.send(CloudEventCodec.REQUESTS.encode(smuggled, "/tryon/smuggler", null))
                    .get();

            Failed failed = LocalTryOns.await(expectation, PATIENCE).getFailed();

            assertThat(failed.getCode()).isEqualTo(FailureCode.CONSENT_MISSING);
            assertThat(failed.getField()).isEqualTo("consent_ref");
        }
    }

    @Test
    void recordThatIsNoRequestGoesToDeadLettersAndWorkerGoesOn() throws Exception {
        String topic = Topics.requests(Expert.EXPERT_TOP, Lane.LANE_BULK);
        byte[] garbage = "no request".getBytes(StandardCharsets.UTF_8);
        try (Producer<byte[], byte[]> producer = stack.kafkaClients().producer("garbage")) {
            producer.send(new ProducerRecord<>(topic, garbage)).get();
        }

        assertThat(firstDeadLetter().value()).isEqualTo(garbage);
        assertThat(end(request().build()).hasCompleted()).isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> firstDeadLetter() {
        TopicPartition letters = new TopicPartition(Topics.deadLetters(Expert.EXPERT_TOP), 0);
        try (Consumer<byte[], byte[]> reader = stack.kafkaClients().reader("dead-letters")) {
            reader.assign(List.of(letters));
            reader.seekToBeginning(List.of(letters));
            return await().atMost(PATIENCE)
                    .until(() -> reader.poll(Duration.ofMillis(200)).records(letters), found -> !found.isEmpty())
                    .get(0);
        }
    }

    private static void assertFails(FailureCode code, ImageRef subject, String field) throws Exception {
        TryOnEvent event = end(requestFor(subject, with -> {}).build());

        assertThat(event.getFailed().getCode()).as(event.toString()).isEqualTo(code);
        assertThat(event.getFailed().getField()).isEqualTo(field);
        assertThat(event.getFailed().getMessage())
                .contains(S3Uri.parse(subject.getUri()).bucket());
    }

    private static TryOnEvent end(TryOnRequest request) throws Exception {
        return end(request, event -> {});
    }

    private static TryOnEvent end(TryOnRequest request, java.util.function.Consumer<TryOnEvent> listener)
            throws Exception {
        try (Expectation expectation = results.expect(request.getRequestId(), listener)) {
            client.submit(request).join();
            return LocalTryOns.await(expectation, PATIENCE);
        }
    }

    private static TryOnRequests request() {
        return requestFor(subject(), with -> {});
    }

    private static TryOnRequests requestFor(
            ImageRef subject, java.util.function.Consumer<TryOnRequests.StepDetails> details) {
        return TryOnRequests.forTenant(LocalTryOns.TENANT)
                .subject(subject)
                .step(Expert.EXPERT_TOP, tryOns.upload(samples.get(0).product()), details)
                .output("s3://" + LocalStack.BUCKET + "/results");
    }

    private static ImageRef subject() {
        return tryOns.upload(samples.get(0).person());
    }

    private static ImageRef put(String name, byte[] bytes) {
        S3Uri address = new S3Uri(LocalStack.BUCKET, "test/" + name);
        store.putIfAbsent(address, bytes, "image/png");
        return ImageRef.newBuilder().setUri(address.toString()).build();
    }

    private static BufferedImage picture(ImageRef reference) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(tryOns.download(reference)));
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** Counts by Java's own decoder, pixel by pixel, what differs where the mask has a value. */
    private static int differing(BufferedImage before, BufferedImage after, BufferedImage mask, int maskValue) {
        int count = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                boolean selected = mask.getRaster().getSample(x, y, 0) == maskValue;
                count += selected && before.getRGB(x, y) != after.getRGB(x, y) ? 1 : 0;
            }
        }
        return count;
    }
}
