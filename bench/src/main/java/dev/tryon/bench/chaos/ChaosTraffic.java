/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.manifest.RowIds;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.proto.ContractJson;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * The requests of a storm, one by one and as campaigns, and the book that they stand in once Kafka has them. What Kafka does
 * not take is not accepted: it is sent again, with the same id, until it is. Used by one thread.
 */
final class ChaosTraffic implements AutoCloseable {

    /** Of so many requests, one is like no other; the rest ask for what was asked before, as catalogues do. */
    private static final int DISTINCT = 20;

    private static final int REPEATED = 10;
    private static final String TENANT = "chaos";
    private static final String OUTPUT = "s3://" + ChaosServers.BUCKET + "/chaos";

    private final Closing closing = new Closing();
    private final Map<String, ImageRef> subjects = new HashMap<>();
    private final RequestLedger ledger;
    private final S3ImageStore store;
    private final ChaosPictures pictures;
    private final TryOnClient client;
    private final CampaignClient campaigns;
    private final Random random;

    ChaosTraffic(ChaosStack stack, Path folder, RequestLedger ledger, long seed) throws IOException {
        this.ledger = ledger;
        this.random = new Random(seed);
        store = closing.add(stack.directStore());
        pictures = new ChaosPictures(store, folder.resolve("pictures"));
        Producer<byte[], byte[]> producer = stack.servers().kafka().producer("chaos");
        client = closing.add(new TryOnClient(stack.servers().kafka(), producer, "/tryon/chaos", Clock.systemUTC()));
        campaigns = new CampaignClient(producer, "/tryon/chaos", Clock.systemUTC());
    }

    ChaosPictures pictures() {
        return pictures;
    }

    /** The photo that a request is about. */
    ImageRef subject(String requestId) {
        return Objects.requireNonNull(subjects.get(requestId), requestId);
    }

    void submit(Runnable meanwhile) throws InterruptedException {
        TryOnRequest request = fresh().lane(random.nextInt(3) == 0 ? Lane.LANE_INTERACTIVE : Lane.LANE_BULK)
                .build();
        subjects.put(request.getRequestId(), request.getSubject());
        insist(() -> client.submit(request), meanwhile);
        ledger.accept(request.getRequestId());
    }

    /** That many requests as the rows of one campaign. */
    void submitCampaign(int rows, Runnable meanwhile) throws InterruptedException {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        StringBuilder manifest = new StringBuilder();
        for (int row = 1; row <= rows; row++) {
            TryOnRequest request = fresh().build();
            subjects.put(RowIds.of(id, row), request.getSubject());
            manifest.append(ContractJson.line(TryOnRequest.newBuilder()
                            .setSubject(request.getSubject())
                            .addAllSteps(request.getStepsList())
                            .build()))
                    .append('\n');
        }
        S3Uri address = new S3Uri(ChaosServers.BUCKET, "manifests/" + id + ".ndjson");
        byte[] lines = manifest.toString().getBytes(UTF_8);
        insist(
                () -> CompletableFuture.completedFuture(store.putIfAbsent(address, lines, "application/x-ndjson")),
                meanwhile);
        Campaign campaign = Campaign.newBuilder()
                .setCampaignId(id.toString())
                .setTenant(TENANT)
                .setManifest(ImageRef.newBuilder().setUri(address.toString()))
                .setDefaults(TryOnRequest.newBuilder()
                        .setOutput(OutputSpec.newBuilder().setPrefix(OUTPUT)))
                .build();
        insist(() -> campaigns.submit(campaign), meanwhile);
        for (int row = 1; row <= rows; row++) {
            ledger.acceptRow(RowIds.of(id, row));
        }
    }

    @Override
    public void close() {
        closing.close();
    }

    private TryOnRequests fresh() {
        int kind = random.nextInt(DISTINCT) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(REPEATED);
        return TryOnRequests.forTenant(TENANT)
                .subject(pictures.person(kind))
                .step(
                        Expert.EXPERT_TOP,
                        pictures.product(kind / 7),
                        with -> with.steps(1).seed(kind))
                .output(OUTPUT);
    }

    /** @param meanwhile what is done while Kafka, or a store that is full, does not take it */
    private static void insist(Supplier<CompletableFuture<?>> submission, Runnable meanwhile)
            throws InterruptedException {
        while (true) {
            try {
                submission.get().get();
                return;
            } catch (ExecutionException | ImageStoreException e) {
                meanwhile.run();
            }
        }
    }
}
