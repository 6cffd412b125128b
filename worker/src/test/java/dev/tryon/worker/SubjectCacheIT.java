/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.v1.Completed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several products on one subject, by a whole worker that keeps what it saw and by one that does not. */
@SuppressWarnings("NullAway.Init")
class SubjectCacheIT {

    private static final S3Uri PERSON = new S3Uri(WorkerStack.BUCKET, "person.png");

    @TempDir
    private Path folder;

    private WorkerStack stack;
    private S3ImageStore store;
    private final List<String> products = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        stack = new WorkerStack(folder);
        store = stack.store();
        List<DemoSamples.Pair> pairs = DemoSamples.write(folder.resolve("samples"));
        store.putIfAbsent(PERSON, Files.readAllBytes(pairs.get(0).person()), "image/png");
        for (int i = 0; i < 3; i++) {
            S3Uri product = new S3Uri(WorkerStack.BUCKET, "product-" + i + ".png");
            store.putIfAbsent(product, Files.readAllBytes(pairs.get(i).product()), "image/png");
            products.add(product.toString());
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void pixelsAreTheSameWhetherTheSubjectWasSeenBeforeOrNot() throws Exception {
        List<byte[]> withMemory;
        try (WorkerApp worker = stack.worker(WorkerDecorators.NONE, Map.of("tryon.worker.id", "remembers"))) {
            withMemory = painted("s3://tryon/kept");
            assertThat(WorkerStack.metric(worker, "tryon_worker_cache_reads", "cache=\"sights\",result=\"hit\""))
                    .isEqualTo(2);
            // The sidecar of each result is looked for, not read: what is read are subject and products.
            assertThat(WorkerStack.metric(worker, "tryon_worker_cache_reads", "cache=\"pictures\",result=\"hit\""))
                    .isEqualTo(2);
            assertThat(WorkerStack.metric(worker, "tryon_worker_cache_bytes", "cache=\"sights\""))
                    .isPositive();
        }
        try (WorkerApp worker = stack.worker(
                WorkerDecorators.NONE, Map.of("tryon.worker.id", "forgets", "tryon.worker.cache-bytes", "0"))) {
            List<byte[]> anew = painted("s3://tryon/anew");

            assertThat(WorkerStack.metric(worker, "tryon_worker_cache_reads", "result=\"hit\""))
                    .isZero();
            assertThat(withMemory).hasSize(3).doesNotHaveDuplicates();
            for (int i = 0; i < anew.size(); i++) {
                assertThat(withMemory.get(i)).as("result " + i).isEqualTo(anew.get(i));
            }
        }
    }

    @Test
    void subjectThatWasReplacedOrRemovedIsNotServedFromMemory() throws Exception {
        stack.worker(WorkerDecorators.NONE, Map.of());
        painted("s3://tryon/kept");
        String etag = store.find(PERSON).orElseThrow().getEtag();
        stack.delete(PERSON);

        ImageRef person = ImageRef.newBuilder().setUri(PERSON.toString()).build();
        TryOnRequest removed = WorkerStack.request(Lane.LANE_BULK, person, products.get(0), 9);
        stack.send(removed);
        assertThat(stack.end(removed).getFailed().getCode()).isEqualTo(FailureCode.INPUT_NOT_FOUND);

        store.putIfAbsent(PERSON, Files.readAllBytes(folder.resolve("samples/person-2.png")), "image/png");
        TryOnRequest replaced = WorkerStack.request(
                Lane.LANE_BULK, person.toBuilder().setEtag(etag).build(), products.get(0), 9);
        stack.send(replaced);
        assertThat(stack.end(replaced).getFailed().getCode()).isEqualTo(FailureCode.INPUT_CHANGED);
    }

    /** One after the other, so that the second finds what the first left. */
    private List<byte[]> painted(String prefix) throws Exception {
        List<byte[]> results = new ArrayList<>();
        for (String product : products) {
            TryOnRequest request = WorkerStack.request(
                    Lane.LANE_BULK,
                    ImageRef.newBuilder().setUri(PERSON.toString()).build(),
                    product,
                    1);
            request = request.toBuilder()
                    .setOutput(request.getOutput().toBuilder().setPrefix(prefix))
                    .build();
            stack.send(request);
            Completed completed = stack.end(request).getCompleted();
            results.add(store.get(completed.getResult(), Integer.MAX_VALUE).bytes());
        }
        return results;
    }
}
