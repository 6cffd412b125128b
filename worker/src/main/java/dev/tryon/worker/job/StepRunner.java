/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.Masker;
import dev.tryon.masking.PreparedTryOn;
import dev.tryon.masking.SubjectSight;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.Point;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.diffusion.DenoiseJob;
import dev.tryon.worker.diffusion.Engine;
import dev.tryon.worker.diffusion.JobFailedOnDeviceException;
import dev.tryon.worker.store.ByteCache;
import dev.tryon.worker.store.ResultFingerprint;
import dev.tryon.worker.store.StepResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One step of a request, from its pictures to a stored result. One per slot, used by the slot's job thread only; owns
 * nothing.
 */
final class StepRunner {

    private final Expert expert;
    private final InputReader inputs;
    private final MaskerPool maskers;
    private final ExpertBundle bundle;
    private final Engine engine;
    private final ByteCache<JobHandlers.SubjectKey, SubjectSight> sights;
    private final ResultWriter results;
    private final PaintingsUnderWay underWay;

    StepRunner(Expert expert, InputReader inputs, JobHandlers.Painting painting, Keeping keeping) {
        this.expert = expert;
        this.inputs = inputs;
        this.maskers = painting.maskers();
        this.bundle = painting.bundle();
        this.engine = painting.engine();
        this.sights = painting.sights();
        this.results = keeping.results();
        this.underWay = keeping.underWay();
    }

    /**
     * Paints and stores one step, or finds that it was done before.
     *
     * @param attempt how often the broker has delivered the request, from 1
     * @param watch is told the denoise steps done, and asked between them whether to go on
     * @return what the announcement needs; its timings are this attempt's
     */
    Completed run(TryOnRequest request, int attempt, DenoiseJob.Watch watch, StageClock clock)
            throws JobFailedException, InterruptedException {
        try (JobInputs pictures = clock.timed(Stage.FETCH, () -> inputs.read(request))) {
            Provenance.Builder provenance = provenance(request, pictures, parameters(request));
            provenance.setAttempt(attempt);
            StepResult address = StepResult.of(request, provenance.getFingerprint());
            return underWay.once(address, () -> {
                Optional<Completed> before = results.find(address);
                return before.isPresent()
                        ? before.get().toBuilder().setCacheHit(true).build()
                        : paint(request, address, pictures, provenance.build(), watch, clock);
            });
        } catch (ImageStoreException e) {
            throw new JobFailedException(e.code(), "output.prefix", String.valueOf(e.getMessage()), e);
        }
    }

    private Completed paint(
            TryOnRequest request,
            StepResult address,
            JobInputs pictures,
            Provenance provenance,
            DenoiseJob.Watch watch,
            StageClock clock)
            throws JobFailedException, InterruptedException {
        JobParameters parameters = parameters(request);
        try (PreparedTryOn prepared = clock.timed(Stage.MASK, () -> prepare(pictures, request))) {
            float[] painted = clock.timed(Stage.DENOISE, () -> denoise(prepared, request, parameters, watch));
            ResultWriter.Painted how = new ResultWriter.Painted(expert, provenance, parameters.feather());
            return results.write(address, pictures, prepared, painted, how, clock);
        }
    }

    Expert expert() {
        return expert;
    }

    int denoiseSteps(TryOnRequest request) {
        return parameters(request).steps();
    }

    private JobParameters parameters(TryOnRequest request) {
        Step step = request.getSteps(request.getPosition());
        return JobParameters.of(step.getParameters(), bundle.manifest().sampler());
    }

    private PreparedTryOn prepare(JobInputs pictures, TryOnRequest request) throws JobFailedException {
        Optional<Point> person = request.hasPerson() ? Optional.of(request.getPerson()) : Optional.empty();
        try {
            return maskers.use(masker -> pictures.mask().isPresent()
                    ? masker.prepare(pictures.subject(), pictures.product(), expert, pictures.mask(), person)
                    : masker.prepare(pictures.subject(), sight(masker, pictures, person), pictures.product(), expert));
        } catch (PhotoRejectedException e) {
            String path = "steps[" + request.getPosition() + "].";
            throw switch (e.code()) {
                case NO_PRODUCT -> rejected(path + "product.uri", pictures.productObject(), e);
                case MASK_OVERRIDE_INVALID ->
                    rejected(path + "mask.uri", pictures.maskObject().orElseThrow(), e);
                default -> rejected("subject.uri", pictures.subjectObject(), e);
            };
        }
    }

    /** Campaigns put many products on one subject: what is seen of it is seen once. */
    private SubjectSight sight(Masker masker, JobInputs pictures, Optional<Point> person)
            throws PhotoRejectedException {
        JobHandlers.SubjectKey key =
                new JobHandlers.SubjectKey(pictures.subjectObject().sha256(), expert, person);
        Optional<SubjectSight> before = sights.get(key);
        if (before.isPresent()) {
            return before.get();
        }
        SubjectSight seen = masker.see(pictures.subject(), expert, person);
        sights.put(key, seen);
        return seen;
    }

    private static JobFailedException rejected(String field, StoredImage picture, PhotoRejectedException why) {
        return new JobFailedException(why.code(), field, picture.address() + ": " + why.getMessage(), why);
    }

    private float[] denoise(
            PreparedTryOn prepared, TryOnRequest request, JobParameters parameters, DenoiseJob.Watch watch)
            throws JobFailedException, InterruptedException {
        AtomicBoolean givenUp = new AtomicBoolean();
        CompletableFuture<float[]> painting = engine.submit(new DenoiseJob(
                bundle.manifest().expert(),
                request.getLane(),
                new DenoiseJob.Pictures(
                        prepared.maskedCrop(), prepared.maskTensor(), prepared.product(), prepared.placed()),
                new DenoiseJob.Settings(
                        parameters.steps(), parameters.strength(), parameters.guidance(), parameters.seed()),
                new DenoiseJob.Watch(
                        watch.progress(),
                        () -> givenUp.get() || watch.cancelled().getAsBoolean())));
        try {
            return painting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JobFailedOnDeviceException failed) {
                throw new JobFailedException(failed.code(), "", String.valueOf(failed.getMessage()), failed);
            }
            throw new IllegalStateException("the expert failed: " + e.getCause(), e.getCause());
        } finally {
            givenUp.set(true); // an interrupt leaves the device working for nobody
        }
    }

    private Provenance.Builder provenance(TryOnRequest request, JobInputs pictures, JobParameters parameters) {
        String policy = bundle.manifest().policyFingerprint();
        String maskSha256 = pictures.maskObject().map(mask -> mask.sha256()).orElse("");
        MaskMode maskMode = maskMode(request.getSteps(request.getPosition()));
        String fingerprint = new ResultFingerprint()
                .with("tenant", request.getTenant())
                .with("subject", pictures.subjectObject().sha256())
                .with("product", pictures.productObject().sha256())
                .with("mask", maskSha256)
                .with("mask-mode", maskMode)
                .with(
                        "person",
                        request.hasPerson()
                                ? request.getPerson().getX() + ","
                                        + request.getPerson().getY()
                                : "")
                .with("expert", expert)
                .with("bundle", bundle.sha256())
                .with("policy", policy)
                .with("parameters", parameters)
                .with("format", request.getOutput().getFormat())
                .hex();
        return Provenance.newBuilder()
                .setFingerprint(fingerprint)
                .setBundleSha256(bundle.sha256())
                .setBundleVersion(bundle.manifest().version())
                .setPolicyFingerprint(policy)
                .setSubjectSha256(pictures.subjectObject().sha256())
                .setSubjectEtag(pictures.subjectObject().etag())
                .setProductSha256(pictures.productObject().sha256())
                .setProductEtag(pictures.productObject().etag())
                .setMaskSha256(maskSha256)
                .setMaskMode(maskMode)
                .setSeed(parameters.seed())
                .setSampler(bundle.manifest().sampler().name())
                .setDenoiseSteps(parameters.steps())
                .setGuidance(parameters.guidance())
                .setStrength(parameters.strength())
                .setFeather(parameters.feather());
    }

    /** Resolved, so that an unspecified mode and the one that it means are the same result. */
    private static MaskMode maskMode(Step step) {
        if (!step.hasMask()) {
            return MaskMode.MASK_MODE_UNSPECIFIED;
        }
        return switch (InputReader.mode(step)) {
            case REPLACE -> MaskMode.MASK_MODE_REPLACE;
            case INTERSECT -> MaskMode.MASK_MODE_INTERSECT;
        };
    }

    /** Where results are, and which of them are being made. */
    record Keeping(ResultWriter results, PaintingsUnderWay underWay) {}
}
