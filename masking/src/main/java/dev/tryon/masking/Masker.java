/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.ProductCutter;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.masking.region.MaskOverride;
import dev.tryon.masking.region.Region;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.Point;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * From a photo of a person and a picture of a product to all that an expert needs to paint. Owns its detector; one
 * thread at a time, so make one per thread.
 */
public final class Masker implements AutoCloseable {
    private final EvidenceDetector detector;
    private final Map<Expert, Rules> rules = new EnumMap<>(Expert.class);

    /** With MediaPipe's networks, which takes a second to load. */
    public static Masker withMediaPipe() {
        return new Masker(new MediaPipeDetector());
    }

    /** Takes ownership of the detector. */
    public Masker(EvidenceDetector detector) {
        this.detector = detector;
    }

    /** Fingerprint of the masks that this library makes for an expert; a bundle must have been trained on the same. */
    public static String policyFingerprint(Expert expert) {
        return PolicyFingerprint.of(MaskPolicies.of(expert));
    }

    /**
     * Prepares a try-on. The photos stay the caller's.
     *
     * @param maskOverride replaces, limits or mends the policy's region; stays the caller's
     * @param person where the photo shows several: the one to dress
     * @return what the caller closes
     * @throws PhotoRejectedException NO_PERSON, REGION_NOT_VISIBLE, MASK_REJECTED, MASK_OVERRIDE_INVALID or NO_PRODUCT
     */
    public PreparedTryOn prepare(
            Photo subject, Photo product, Expert expert, Optional<MaskOverride> maskOverride, Optional<Point> person)
            throws PhotoRejectedException {
        Rules expertRules = rules(expert);
        return PreparedTryOn.of(
                pictures(subject, product, expert, maskOverride, person),
                expertRules.policy.stitch(),
                expertRules.fingerprint);
    }

    /**
     * What is seen of a subject whatever the product; the photo stays the caller's.
     *
     * @param person where the photo shows several: the one to dress
     * @throws PhotoRejectedException NO_PERSON, REGION_NOT_VISIBLE or MASK_REJECTED
     */
    public SubjectSight see(Photo subject, Expert expert, Optional<Point> person) throws PhotoRejectedException {
        Rules expertRules = rules(expert);
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(subject.uprightRgb());
            try (Evidence evidence = detector.detect(rgb, vec(person), expertRules.policy.evidence());
                    Region region = expertRules.preparation.region(rgb, evidence)) {
                return new SubjectSight(evidence, region);
            }
        }
    }

    /**
     * Prepares a try-on of a subject that was seen before: the same as without, sooner. The photos stay the caller's.
     *
     * @param sight what {@link #see} made of this subject for this expert
     * @return what the caller closes
     * @throws PhotoRejectedException NO_PRODUCT
     */
    public PreparedTryOn prepare(Photo subject, SubjectSight sight, Photo product, Expert expert)
            throws PhotoRejectedException {
        Rules expertRules = rules(expert);
        try (MatScope scope = new MatScope();
                Evidence evidence = sight.evidence();
                Region region = sight.region();
                Cutout cutout = expertRules.cutter.cut(product)) {
            Mat rgb = scope.track(subject.uprightRgb());
            return PreparedTryOn.of(
                    expertRules.preparation.prepare(rgb, region, evidence, cutout, Variation.NONE),
                    expertRules.policy.stitch(),
                    expertRules.fingerprint);
        }
    }

    /** The same as pictures, for people to look at. */
    public CanvasPictures pictures(
            Photo subject, Photo product, Expert expert, Optional<MaskOverride> maskOverride, Optional<Point> person)
            throws PhotoRejectedException {
        Rules expertRules = rules(expert);
        TryOnPreparation preparation = expertRules.preparation;
        Optional<Vec> point = vec(person);
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(subject.uprightRgb());
            if (maskOverride.isPresent()) {
                return overridden(rgb, product, expertRules, maskOverride.get(), point);
            }
            try (Evidence evidence = detector.detect(rgb, point, expertRules.policy.evidence());
                    Cutout cutout = expertRules.cutter.cut(product)) {
                return preparation.prepare(rgb, evidence, cutout, Variation.NONE);
            }
        }
    }

    private CanvasPictures overridden(
            Mat rgb, Photo product, Rules expertRules, MaskOverride override, Optional<Vec> point)
            throws PhotoRejectedException {
        TryOnPreparation preparation = expertRules.preparation;
        Evidence seen = null;
        PhotoRejectedException nobody = null;
        try {
            seen = detector.detect(rgb, point, expertRules.policy.evidence());
        } catch (PhotoRejectedException e) {
            if (e.code() != FailureCode.NO_PERSON) {
                throw e;
            }
            nobody = e; // the user's mask says where; that may have to do
        }
        try (Evidence evidence = seen;
                Region region = override.region(rgb.size(), policyRegion(preparation, rgb, seen, nobody));
                Cutout cutout = expertRules.cutter.cut(product)) {
            return preparation.prepare(rgb, region, evidence, cutout, Variation.NONE);
        }
    }

    private static MaskOverride.PolicyRegion policyRegion(
            TryOnPreparation preparation,
            Mat rgb,
            @Nullable Evidence evidence,
            @Nullable PhotoRejectedException nobody) {
        return () -> {
            if (nobody != null) {
                throw nobody;
            }
            return preparation.region(rgb, Objects.requireNonNull(evidence));
        };
    }

    private static Optional<Vec> vec(Optional<Point> person) {
        return person.map(point -> new Vec(point.getX(), point.getY()));
    }

    private Rules rules(Expert expert) {
        return rules.computeIfAbsent(expert, e -> Rules.of(e, detector));
    }

    @Override
    public void close() {
        detector.close();
    }

    private record Rules(MaskPolicy policy, TryOnPreparation preparation, ProductCutter cutter, String fingerprint) {
        static Rules of(Expert expert, EvidenceDetector detector) {
            MaskPolicy policy = MaskPolicies.of(expert);
            return new Rules(
                    policy,
                    new TryOnPreparation(policy),
                    ProductCutter.of(policy.recipe(), detector),
                    PolicyFingerprint.of(policy, detector.parserFingerprint()));
        }
    }
}
