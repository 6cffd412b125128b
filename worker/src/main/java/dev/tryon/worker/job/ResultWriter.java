/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.PreparedTryOn;
import dev.tryon.masking.finish.FinishedTryOn;
import dev.tryon.masking.finish.Finisher;
import dev.tryon.masking.photo.PhotoFormat;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageFormat;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.MaskVerdict;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Quality;
import dev.tryon.worker.store.ResultStore;
import dev.tryon.worker.store.Sidecar;
import dev.tryon.worker.store.StepResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stitches, checks and stores a painted crop. Thread-safe. */
final class ResultWriter {

    private final Finisher finisher = new Finisher();
    private final ResultStore results;
    private final String worker;

    ResultWriter(ResultStore results, String worker) {
        this.results = results;
        this.worker = worker;
    }

    Optional<Completed> find(StepResult address) {
        return results.find(address.sidecar());
    }

    /**
     * Makes a result that can be found and announced.
     *
     * @param painted the expert's crop, [3, H, W] planar RGB in [0, 1]
     * @throws JobFailedException when anything outside the mask changed: nothing is stored then
     */
    Completed write(
            StepResult address,
            JobInputs pictures,
            PreparedTryOn prepared,
            float[] painted,
            Painted how,
            StageClock clock)
            throws JobFailedException, InterruptedException {
        FinishedTryOn finished = clock.timed(Stage.STITCH, () -> stitch(address, pictures, prepared, painted, how));
        return clock.timed(Stage.STORE, () -> {
            Completed completed = store(address, finished)
                    .setQuality(quality(prepared, finished.measures()))
                    .setProvenance(
                            how.provenance().toBuilder().setWorker(worker).setTimings(clock.timings()))
                    .build();
            return results.seal(address.sidecar(), new Sidecar(completed, how.expert(), inputs(pictures)));
        });
    }

    private FinishedTryOn stitch(
            StepResult address, JobInputs pictures, PreparedTryOn prepared, float[] painted, Painted how)
            throws JobFailedException {
        FinishedTryOn finished =
                finisher.finish(pictures.subject(), prepared, painted, how.feather(), wanted(address.format()));
        long differing = finished.measures().outsideDifferingPixels();
        if (differing != 0) {
            throw new JobFailedException(
                    FailureCode.ASSET_TOUCHED,
                    "",
                    differing + " pixels outside the mask changed; nothing was stored",
                    null);
        }
        return finished;
    }

    private Completed.Builder store(StepResult address, FinishedTryOn finished) {
        ImageRef image = results.put(
                address.image(finished.format()),
                finished.image(),
                finished.format().mediaType());
        ImageRef mask = results.put(address.mask(), finished.mask(), PhotoFormat.PNG.mediaType());
        ImageRef preview = results.put(address.preview(), finished.preview(), PhotoFormat.JPEG.mediaType());
        return Completed.newBuilder()
                .setResult(image)
                .setMask(mask)
                .setPreview(preview)
                .setWidth(finished.width())
                .setHeight(finished.height());
    }

    private static Map<String, StoredImage> inputs(JobInputs pictures) {
        Map<String, StoredImage> inputs = new HashMap<>();
        inputs.put("subject", pictures.subjectObject());
        inputs.put("product", pictures.productObject());
        pictures.maskObject().ifPresent(mask -> inputs.put("mask", mask));
        return inputs;
    }

    private static Quality quality(PreparedTryOn prepared, FinishedTryOn.Measures measures) {
        MaskReport.Measures mask = prepared.report().measures();
        return Quality.newBuilder()
                .setOutsideMaskDifferingPixels(measures.outsideDifferingPixels())
                .setSeamGradient((float) measures.seamGradient())
                .setProductDeltaE((float) measures.productDeltaE())
                .setSharpness((float) measures.sharpness())
                .setMaskCoverage((float) measures.maskCoverage())
                .setMaskVerdict(
                        prepared.report().verdict() == MaskReport.Verdict.ACCEPTED
                                ? MaskVerdict.MASK_VERDICT_ACCEPTED
                                : MaskVerdict.MASK_VERDICT_WARNED)
                .addAllMaskRemarks(prepared.report().remarks())
                .setMaskLeakage((float) mask.leakage())
                .setMaskConfidence((float) mask.confidence())
                .setMaskCoreCovered((float) mask.coreCovered())
                .setMaskComponents(mask.components())
                .build();
    }

    private static PhotoFormat wanted(ImageFormat format) {
        return format == ImageFormat.IMAGE_FORMAT_WEBP_LOSSLESS ? PhotoFormat.WEBP : PhotoFormat.PNG;
    }

    /** How a crop was painted. */
    record Painted(Expert expert, Provenance provenance, double feather) {}
}
