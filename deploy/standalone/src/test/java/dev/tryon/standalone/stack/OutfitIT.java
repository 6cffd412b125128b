/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.proto.Endings;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One outfit of four steps through the real parts and the shipped experts: from topic to topic, one end. */
class OutfitIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<Expert> ORDER =
            List.of(Expert.EXPERT_TOP, Expert.EXPERT_BOTTOM, Expert.EXPERT_SHOES, Expert.EXPERT_EYE);

    private static LocalStack stack;
    private static LocalTryOns tryOns;
    private static TryOnClient client;
    private static TryOnResults results;
    private static List<DemoSamples.Pair> samples;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        samples = DemoSamples.write(folder.resolve("samples"), List.of("top", "bottom", "shoes", "eye"));
        stack = LocalStack.start(
                folder.resolve("data"),
                Path.of("..", "..", "experts"),
                StackPorts.any(),
                Map.of(
                        "tryon.worker.slots", "0",
                        "tryon.worker.experts", "top,bottom,shoes,eye",
                        "tryon.worker.progress-every", "10m"),
                stage -> {});
        tryOns = new LocalTryOns(stack);
        client = new TryOnClient(
                stack.kafkaClients(), stack.kafkaClients().producer("outfit"), "/tryon/test", Clock.systemUTC());
        results = TryOnResults.listen(ResultsReader.open(stack.kafkaClients().reader("outfit"), ReadFrom.now()));
    }

    @AfterAll
    static void stop() {
        results.close();
        client.close();
        tryOns.close();
        stack.close();
    }

    @Test
    void fourStepsEndOnceWithAllThatTheyMade() throws Exception {
        TryOnRequest outfit = outfit(1, 2);
        List<TryOnEvent> told = new CopyOnWriteArrayList<>();

        TryOnEvent end = end(outfit, told::add);

        assertThat(end.hasCompleted()).as(end.toString()).isTrue();
        assertThat(told.stream().filter(Endings::ends)).hasSize(1);
        Completed completed = end.getCompleted();
        assertThat(completed.getIntermediatesList())
                .extracting(Intermediate::getExpert)
                .isEqualTo(ORDER.subList(0, 3));
        Set<String> pictures = new HashSet<>(
                Set.of(completed.getResult().getUri(), outfit.getSubject().getUri()));
        completed
                .getIntermediatesList()
                .forEach(made -> pictures.add(made.getResult().getUri()));
        assertThat(pictures).as("subject, three intermediates, result").hasSize(5);
        assertThat(end.getRequest().getOriginalSubject()).isEqualTo(outfit.getSubject());
        assertThat(end.getPosition()).isEqualTo(3);
    }

    @Test
    void eachStepStartsOnceAndTellsItsFirstProgressOnly() throws Exception {
        List<TryOnEvent> told = new CopyOnWriteArrayList<>();

        TryOnEvent end = end(outfit(2, 3), told::add);

        assertThat(end.hasCompleted()).as(end.toString()).isTrue();
        assertThat(told.stream().filter(TryOnEvent::hasStarted).map(TryOnEvent::getExpert))
                .containsExactlyElementsOf(ORDER);
        assertThat(told.stream().filter(TryOnEvent::hasProgress).map(TryOnEvent::getExpert))
                .containsExactlyElementsOf(ORDER);
    }

    @Test
    void outfitCalledOffAtItsThirdStepGoesNoFurther() throws Exception {
        TryOnRequest outfit = outfit(3, 1, 1, 200, 1);
        List<TryOnEvent> told = new CopyOnWriteArrayList<>();

        TryOnEvent end = end(outfit, event -> {
            told.add(event);
            if (event.hasProgress() && event.getExpert() == Expert.EXPERT_SHOES) {
                var unused = client.cancel(outfit.getTenant(), outfit.getRequestId(), "ada", "sold out");
            }
        });

        assertThat(end.hasCancelled()).as(end.toString()).isTrue();
        assertThat(end.getPosition()).isEqualTo(2);
        assertThat(end.getRequest().getIntermediatesList())
                .extracting(Intermediate::getExpert)
                .isEqualTo(ORDER.subList(0, 2));
        assertThat(told).noneMatch(event -> event.getExpert() == Expert.EXPERT_EYE);
    }

    private static TryOnRequest outfit(long seed, int stepsEach) {
        return outfit(seed, stepsEach, stepsEach, stepsEach, stepsEach);
    }

    /** @param denoiseSteps of each of the four */
    private static TryOnRequest outfit(long seed, int... denoiseSteps) {
        TryOnRequests wish = TryOnRequests.forTenant(LocalTryOns.TENANT)
                .subject(tryOns.upload(person()))
                .output("s3://" + LocalStack.BUCKET + "/results");
        for (int i = 0; i < ORDER.size(); i++) {
            int count = denoiseSteps[i];
            wish.step(ORDER.get(i), product(i), step -> step.steps(count).seed(seed));
        }
        return wish.build();
    }

    /** Shown from head to feet, and near enough that a face is found. */
    private static Path person() {
        return samples.stream()
                .filter(pair -> pair.expert().equals("shoes"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .person();
    }

    private static ImageRef product(int step) {
        return tryOns.upload(
                sample(List.of("top", "bottom", "shoes", "eye").get(step)).product());
    }

    private static DemoSamples.Pair sample(String expert) {
        return samples.stream()
                .filter(pair -> pair.expert().equals(expert))
                .findFirst()
                .orElseThrow();
    }

    private static TryOnEvent end(TryOnRequest request, java.util.function.Consumer<TryOnEvent> listener)
            throws Exception {
        try (Expectation expectation = results.expect(request.getRequestId(), listener)) {
            client.submit(request).join();
            return LocalTryOns.await(expectation, PATIENCE);
        }
    }
}
