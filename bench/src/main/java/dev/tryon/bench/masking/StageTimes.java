/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import dev.tryon.masking.crop.Crop;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.masking.stitch.Stitcher;
import dev.tryon.v1.Expert;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** Times the stages of expert top's masking and of stitching. Owns its detector; used by one thread. */
final class StageTimes implements AutoCloseable {
    private static final PhotoLimits LIMITS = new PhotoLimits(200_000_000, 60, 16);

    private final Report report;
    private final MediaPipeDetector detector = new MediaPipeDetector();
    private final MaskPolicy policy = MaskPolicies.of(Expert.EXPERT_TOP);
    private final RegionBuilder regions = new RegionBuilder(policy);
    private final Stitcher stitcher = new Stitcher();

    StageTimes(Report report) {
        this.report = report;
    }

    private static final class Stages {
        private final Samples codec = new Samples();
        private final Samples evidence = new Samples();
        private final Samples mask = new Samples();
        private final Samples crop = new Samples();
        private final Samples whole = new Samples();
        private final Samples stitchPerMegapixel = new Samples();
    }

    /** @param bar what the project asks of itself: median of evidence, mask and crop together, in milliseconds */
    void measure(String size, double megapixels, double bar, List<BenchPhotos.Picture> pictures, int rounds)
            throws Exception {
        Stages stages = new Stages();
        int rejected = 0;
        for (BenchPhotos.Picture picture : pictures) {
            byte[] jpeg = picture.jpeg(megapixels);
            try (Photo photo = Photo.decode(jpeg, LIMITS)) {
                once(photo, new Stages()); // warms caches and the compiler
                for (int round = 0; round < rounds; round++) {
                    stages.codec.time(() -> codec(jpeg));
                    once(photo, stages);
                }
            } catch (PhotoRejectedException e) {
                rejected++;
                report.line("%s is left out: %s", picture.name(), e);
            }
        }
        if (rejected == pictures.size()) {
            throw new IllegalStateException("no photo could be masked");
        }
        print(size, bar, stages);
    }

    private void print(String size, double bar, Stages stages) {
        String name = size.replace('_', '.').replace("mp", " MP");
        report.row(name + "  evidence", stages.evidence);
        report.row(name + "  mask", stages.mask);
        report.row(name + "  crop", stages.crop);
        report.row(name + "  evidence + mask + crop", stages.whole);
        report.row(name + "  JPEG decode + PNG encode, beside it", stages.codec);
        report.row(name + "  stitch, per megapixel", stages.stitchPerMegapixel);
        double whole = stages.whole.median();
        double ratio = whole / stages.codec.median();
        report.line("%-44s %9.2f x codec; bar %.0f ms: %s", "", ratio, bar, whole <= bar ? "met" : "MISSED");
        report.figure("evidence_mask_crop_" + size + "_ms", whole);
        report.figure("evidence_mask_crop_" + size + "_vs_codec", ratio);
        report.figure("stitch_" + size + "_ms_per_megapixel", stages.stitchPerMegapixel.median());
    }

    private void once(Photo photo, Stages stages) throws Exception {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(photo.uprightRgb());
            long start = System.nanoTime();
            try (Evidence evidence = detector.detect(rgb, Optional.empty(), policy.evidence())) {
                long seen = System.nanoTime();
                try (Region region = regions.build(rgb, evidence)) {
                    long masked = System.nanoTime();
                    MaskPolicy.CropRules rules = policy.crop();
                    Crop crop = Crop.around(
                            region.mask(),
                            rules.margin(),
                            rules.canvas().width(),
                            rules.canvas().height());
                    Mat canvas = scope.track(crop.extract(rgb));
                    long end = System.nanoTime();
                    stages.evidence.add((seen - start) / 1e6);
                    stages.mask.add((masked - seen) / 1e6);
                    stages.crop.add((end - masked) / 1e6);
                    stages.whole.add((end - start) / 1e6);
                    stitch(photo, region, crop, canvas, stages);
                }
            }
        }
    }

    private void stitch(Photo photo, Region region, Crop crop, Mat canvas, Stages stages) {
        long start = System.nanoTime();
        stitcher.stitch(photo, region.mask(), crop, canvas, 0.02, policy.stitch())
                .close();
        double megapixels = photo.width() * (double) photo.height() / 1e6;
        stages.stitchPerMegapixel.add((System.nanoTime() - start) / 1e6 / megapixels);
    }

    /** What a try-on costs anyway: the photo read, the result written. */
    private static void codec(byte[] jpeg) {
        try (MatScope scope = new MatScope()) {
            Mat picture = scope.track(Imgcodecs.imdecode(scope.track(new MatOfByte(jpeg)), Imgcodecs.IMREAD_COLOR));
            Imgcodecs.imencode(".png", picture, scope.track(new MatOfByte()));
        }
    }

    @Override
    public void close() {
        detector.close();
    }
}
