/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.results.Expectation;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.producer.results.TryOnResults;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Does try-ons with local files on a local stack, the way any client would: upload, submit, listen. Thread-safe; owns
 * its clients, not the stack.
 */
public final class LocalTryOns implements AutoCloseable {

    /** Whose requests these are. */
    public static final String TENANT = "demo";

    private static final long LARGEST_RESULT = 1L << 30;
    private static final long LARGEST_UPLOAD = 256L << 20; // the worker has its own, smaller limit and says so

    private final Closing closing = new Closing();
    private final S3ImageStore store;
    private final PictureUploads uploads;
    private final TryOnClient client;
    private final TryOnResults results;

    public LocalTryOns(LocalStack stack) {
        this.store = closing.add(stack.imageStore());
        this.uploads = new PictureUploads(store, LocalStack.BUCKET, LARGEST_UPLOAD);
        this.client = closing.add(new TryOnClient(
                stack.kafkaClients(), stack.kafkaClients().producer("tryon-local"), "/tryon/local", Clock.systemUTC()));
        this.results = closing.add(
                TryOnResults.listen(ResultsReader.open(stack.kafkaClients().reader("tryon-local"), ReadFrom.now())));
    }

    /**
     * Submits a try-on with files.
     *
     * @param details what the step asks for beyond its product
     * @param consent where the person's consent is recorded; expert face asks for it
     * @param listener gets each event, on the listening thread; must not block
     * @return to be awaited and closed
     */
    public Expectation submit(
            Path person,
            Path product,
            Expert expert,
            Consumer<TryOnRequests.StepDetails> details,
            Optional<String> consent,
            Consumer<TryOnEvent> listener) {
        TryOnRequests wish = TryOnRequests.forTenant(TENANT)
                .subject(uploads.upload(person))
                .step(expert, uploads.upload(product), details)
                .output("s3://" + LocalStack.BUCKET + "/results");
        consent.ifPresent(wish::consent);
        TryOnRequest request = wish.build();
        Expectation expectation = results.expect(request.getRequestId(), listener);
        client.submit(request).join();
        return expectation;
    }

    /** The event that ends a request. */
    public static TryOnEvent await(Expectation expectation, Duration timeout)
            throws InterruptedException, TimeoutException {
        return expectation
                .await(timeout)
                .orElseThrow(() -> new TimeoutException(
                        "request " + expectation.requestId() + " has not ended within " + timeout.toSeconds() + " s"));
    }

    /** Puts a local picture where requests can name it. */
    public ImageRef upload(Path picture) {
        return uploads.upload(picture);
    }

    /** The bytes of a stored picture. */
    public byte[] download(ImageRef reference) {
        return store.get(reference, LARGEST_RESULT).bytes();
    }

    @Override
    public void close() {
        closing.close();
    }
}
