/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import com.google.protobuf.Timestamp;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageFormat;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Parameters;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Builds a request step by step:
 *
 * <pre>{@code
 * TryOnRequest request = TryOnRequests.forTenant("demo")
 *         .subject("s3://shop/people/ada.jpg")
 *         .step(Expert.EXPERT_TOP, "s3://shop/products/shirt.png", with -> with.seed(7))
 *         .output("s3://shop/results")
 *         .build();
 * }</pre>
 *
 * It gives every request a new id and the interactive lane unless told otherwise. Rules are checked when the request
 * is submitted, not here. Not thread-safe; make one per request.
 */
public final class TryOnRequests {
    private final TryOnRequest.Builder request;

    private TryOnRequests(String tenant) {
        request = TryOnRequest.newBuilder()
                .setRequestId(RequestIds.fresh())
                .setTenant(tenant)
                .setLane(Lane.LANE_INTERACTIVE);
    }

    /** A request of a tenant. */
    public static TryOnRequests forTenant(String tenant) {
        return new TryOnRequests(tenant);
    }

    /** An id of the caller's own, a UUID: submitting the same id again is the same request again. */
    public TryOnRequests requestId(String requestId) {
        request.setRequestId(requestId);
        return this;
    }

    /** Who waits for it. */
    public TryOnRequests lane(Lane lane) {
        request.setLane(lane);
        return this;
    }

    /** The photo of the person, {@code s3://bucket/key}. */
    public TryOnRequests subject(String uri) {
        return subject(image(uri));
    }

    /** The photo of the person, held to an etag, version or sha256 if the reference has one. */
    public TryOnRequests subject(ImageRef subject) {
        request.setSubject(subject);
        return this;
    }

    /** Adds a product, {@code s3://bucket/key}, with the expert that puts it on. */
    public TryOnRequests step(Expert expert, String product) {
        return step(expert, image(product), with -> {});
    }

    /** Adds a product with more to say about how it is put on. */
    public TryOnRequests step(Expert expert, String product, Consumer<StepDetails> details) {
        return step(expert, image(product), details);
    }

    /** Adds a product held to an etag, version or sha256, with more to say about how it is put on. */
    public TryOnRequests step(Expert expert, ImageRef product, Consumer<StepDetails> details) {
        StepDetails step = new StepDetails(expert, product);
        details.accept(step);
        request.addSteps(step.build());
        return this;
    }

    /** Where the result goes, as PNG: {@code s3://bucket/prefix}. */
    public TryOnRequests output(String prefix) {
        return output(prefix, ImageFormat.IMAGE_FORMAT_PNG);
    }

    /** Where the result goes, and in which of the formats that keep every pixel. */
    public TryOnRequests output(String prefix, ImageFormat format) {
        request.setOutput(OutputSpec.newBuilder().setPrefix(prefix).setFormat(format));
        return this;
    }

    /** After this instant nobody wants the result any more. */
    public TryOnRequests deadline(Instant deadline) {
        request.setDeadline(
                Timestamp.newBuilder().setSeconds(deadline.getEpochSecond()).setNanos(deadline.getNano()));
        return this;
    }

    /** The approval workflow, when it is not the tenant's default. */
    public TryOnRequests workflow(String workflow) {
        request.setWorkflow(workflow);
        return this;
    }

    /** Where the consent of the person is recorded; expert face asks for it. */
    public TryOnRequests consent(String consentRef) {
        request.setConsentRef(consentRef);
        return this;
    }

    /** A word of the caller's own that comes back with every event. */
    public TryOnRequests label(String key, String value) {
        request.putLabels(key, value);
        return this;
    }

    /** The request as it stands. */
    public TryOnRequest build() {
        return request.build();
    }

    private static ImageRef image(String uri) {
        return ImageRef.newBuilder().setUri(uri).build();
    }

    /** How one product is put on. What is left unsaid takes the expert's defaults. Not thread-safe. */
    public static final class StepDetails {
        private final Step.Builder step;
        private final Parameters.Builder parameters = Parameters.newBuilder();

        private StepDetails(Expert expert, ImageRef product) {
            step = Step.newBuilder().setExpert(expert).setProduct(product);
        }

        /** A mask in place of the policy's, white or opaque is painted; or strokes to draw onto the policy's. */
        public StepDetails mask(ImageRef mask) {
            step.setMask(mask);
            return this;
        }

        /** What a mask picture does to the policy's. */
        public StepDetails mask(ImageRef mask, MaskMode mode) {
            step.setMask(mask).setMaskMode(mode);
            return this;
        }

        /** Denoise steps, 1 to 200. */
        public StepDetails steps(int steps) {
            parameters.setSteps(steps);
            return this;
        }

        /** Classifier-free guidance scale, 0 to 30; 1 is none. */
        public StepDetails guidance(float guidance) {
            parameters.setGuidance(guidance);
            return this;
        }

        /** Seed of the starting noise; unsigned. */
        public StepDetails seed(long seed) {
            parameters.setSeed(seed);
            return this;
        }

        /** Where denoising starts, as a share of the noise schedule in (0, 1]; 1 is pure noise. */
        public StepDetails strength(float strength) {
            parameters.setStrength(strength);
            return this;
        }

        /** Width of the inward feather, as a share of the crop's longer side, 0 to 0.25. */
        public StepDetails feather(float feather) {
            parameters.setFeather(feather);
            return this;
        }

        private Step build() {
            return step.setParameters(parameters).build();
        }
    }
}
