/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.TryOnPreparation;
import dev.tryon.masking.Variation;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceNeeds;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.ProductCutter;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code mask sheet}: a contact sheet, a row per photo: person | mask and landmarks | product | placed. Products are
 * dealt out in turn.
 */
@Command(
        name = "sheet",
        description = "Make a contact sheet: person | mask and landmarks | product | product placed.",
        mixinStandardHelpOptions = true)
final class SheetCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Photos of people.")
    private Path folder = Path.of(".");

    @Option(names = "--products", description = "Pictures of products; without it: person and mask only.")
    private @Nullable Path products;

    @Option(
            names = "--expert",
            defaultValue = "top",
            converter = Experts.class,
            completionCandidates = Experts.class,
            description = "One of ${COMPLETION-CANDIDATES} (default top).")
    private Expert expert = Expert.EXPERT_TOP;

    @Option(names = "--out", required = true, description = "The sheet, .png or .jpg.")
    private Path out = Path.of("sheet.png");

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) {
            throw new IllegalStateException("picocli sets spec before it calls a command");
        }
        List<Path> photos = PictureFiles.list(folder);
        List<Path> productFiles = products == null ? List.of() : PictureFiles.list(products);
        if (photos.isEmpty()) {
            throw new IOException(folder + " holds no pictures");
        }
        try (ContactSheet sheet = new ContactSheet(productFiles.isEmpty() ? 4 : 2);
                MediaPipeDetector detector = new MediaPipeDetector()) {
            MaskPolicy policy = MaskPolicies.of(expert);
            Row rows = new Row(
                    detector,
                    policy.evidence(),
                    ProductCutter.of(policy.recipe(), detector),
                    new TryOnPreparation(policy));
            for (int i = 0; i < photos.size(); i++) {
                Path product = productFiles.isEmpty() ? null : productFiles.get(i % productFiles.size());
                String remark = rows.add(sheet, photos.get(i), product);
                command.commandLine().getOut().println(photos.get(i).getFileName() + " " + remark);
            }
            try (MatScope scope = new MatScope()) {
                PictureFiles.write(scope.track(sheet.picture()), out);
            }
        }
        command.commandLine().getOut().println("wrote " + out);
        return 0;
    }

    private record Row(
            MediaPipeDetector detector, EvidenceNeeds needs, ProductCutter cutter, TryOnPreparation preparation) {
        /** Adds the tiles of one photo, as far as it gets; says what came of it. */
        String add(ContactSheet sheet, Path file, @Nullable Path productFile) throws IOException {
            try (MatScope scope = new MatScope();
                    Photo photo = PictureFiles.read(file)) {
                Mat rgb = scope.track(photo.uprightRgb());
                List<Mat> tiles = new ArrayList<>(List.of(rgb));
                String remark = prepare(rgb, productFile, tiles, scope);
                sheet.add(tiles);
                return remark;
            } catch (PhotoRejectedException e) {
                return e.code() + ": " + e.getMessage();
            }
        }

        private String prepare(Mat rgb, @Nullable Path productFile, List<Mat> tiles, MatScope scope)
                throws IOException {
            try (Evidence evidence = detector.detect(rgb, Optional.empty(), needs);
                    Cutout cutout = cutout(productFile, rgb);
                    CanvasPictures pictures = preparation.prepare(rgb, evidence, cutout, Variation.NONE)) {
                tiles.add(scope.track(Overlay.draw(rgb, pictures.region(), evidence)));
                if (productFile != null) {
                    tiles.add(scope.track(pictures.product().clone()));
                    tiles.add(scope.track(Overlay.placed(pictures)));
                }
                return pictures.report().verdict().toString();
            } catch (PhotoRejectedException e) {
                return e.code() + ": " + e.getMessage();
            }
        }

        /** Without a product, any picture will do: only the mask is looked at. */
        private Cutout cutout(@Nullable Path productFile, Mat rgb) throws IOException, PhotoRejectedException {
            if (productFile == null) {
                Mat all = new Mat(rgb.size(), CvType.CV_8UC1, new Scalar(255));
                return new Cutout(rgb.clone(), all, null);
            }
            try (Photo product = PictureFiles.read(productFile)) {
                return cutter.cut(product);
            }
        }
    }
}
