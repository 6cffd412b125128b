/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.google.protobuf.Timestamp;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.Parameters;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes the request of a redo: the same as its parent's from its first step on, in the interactive lane, without a
 * deadline, with what the reviewer changed in its last step. Thread-safe.
 */
public final class RedoRequests {

    private static final String MASKS = "redo-masks";

    private final Jdbi jdbi;
    private final ImageStore store;
    private final Clock clock;
    private final Endings endings = new Endings();

    public RedoRequests(Jdbi jdbi, ImageStore store, Clock clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.clock = clock;
    }

    /**
     * The request that would make an item again; its id follows from the item's version, so wishing twice is one request.
     * Strokes are stored beside the results, by their content.
     *
     * @return empty when the parent is not known or not this reviewer's to see
     */
    Optional<TryOnRequest> prepare(Reviewer reviewer, UUID itemId, int version, Wish.Redo redo) {
        return jdbi.withHandle(handle -> endings.of(handle, itemId))
                .filter(event -> event.hasCompleted() && event.hasRequest())
                .filter(event -> reviewer.sees(event.getTenant()))
                .map(event -> request(event, Ids.redo(itemId, version), redo));
    }

    private TryOnRequest request(TryOnEvent event, UUID id, Wish.Redo redo) {
        TryOnRequest parent = event.getRequest();
        TryOnRequest.Builder request = parent.toBuilder()
                .setRequestId(id.toString())
                .setRedoOf(event.getRequestId())
                .setLane(Lane.LANE_INTERACTIVE)
                .setSubmittedAt(timestamp(clock.instant()))
                .clearDeadline()
                .setPosition(0)
                .clearIntermediates()
                .clearOriginalSubject();
        if (parent.hasOriginalSubject()) {
            request.setSubject(parent.getOriginalSubject());
        }
        Step.Builder step = request.getStepsBuilder(request.getStepsCount() - 1);
        Parameters.Builder parameters = step.getParametersBuilder();
        Optional.ofNullable(redo.seed()).ifPresent(parameters::setSeed);
        Optional.ofNullable(redo.steps()).ifPresent(parameters::setSteps);
        Optional.ofNullable(redo.strength()).ifPresent(parameters::setStrength);
        if (redo.strokes() != null) {
            step.setMask(stored(parent, redo.strokes())).setMaskMode(MaskMode.MASK_MODE_UNSPECIFIED);
        }
        return request.build();
    }

    private ImageRef stored(TryOnRequest parent, String strokes) {
        byte[] bytes = strokes.getBytes(StandardCharsets.UTF_8);
        String sha256 = Sha256.hex(bytes);
        S3Uri address =
                S3Uri.below(parent.getOutput().getPrefix(), MASKS + "/" + parent.getTenant() + "/" + sha256 + ".json");
        store.putIfAbsent(address, bytes, "application/json");
        return ImageRef.newBuilder()
                .setUri(address.toString())
                .setSha256(sha256)
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
