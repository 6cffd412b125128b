/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.Masker;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code mask IMAGE}: what would be painted in a photo. Exit codes: 0 done, 1 could not read or write, 2 usage, 3 the
 * photo is rejected.
 */
@Command(
        name = "mask",
        description = "Show what an expert would paint in a photo.",
        mixinStandardHelpOptions = true,
        subcommands = {SheetCommand.class, CompareCommand.class, DatasetCommand.class})
public final class MaskCommand implements Callable<Integer> {
    static final int REJECTED = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "Photo of a person: JPEG, PNG or WebP.")
    private @Nullable Path image;

    @Option(
            names = "--expert",
            defaultValue = "top",
            converter = Experts.class,
            completionCandidates = Experts.class,
            description = "One of ${COMPLETION-CANDIDATES} (default top).")
    private Expert expert = Expert.EXPERT_TOP;

    @Option(names = "--product", description = "Picture of a product; needed for --placed-out.")
    private @Nullable Path product;

    @Option(names = "--mask-out", description = "Write the mask, white where it may be painted.")
    private @Nullable Path maskOut;

    @Option(names = "--overlay", description = "Write the photo with mask and landmarks drawn on it.")
    private @Nullable Path overlay;

    @Option(names = "--placed-out", description = "Write the product as it is laid on the person (RGBA, canvas size).")
    private @Nullable Path placedOut;

    @Option(names = "--person", description = "Which of several people: X,Y as fractions of width and height.")
    private @Nullable String person;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (image == null) {
            throw usage("name a photo, or use one of the commands sheet, compare and dataset");
        }
        if (placedOut != null && product == null) {
            throw usage("--placed-out needs --product");
        }
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(image);
                MediaPipeDetector detector = new MediaPipeDetector()) {
            MaskPolicy policy = MaskPolicies.of(expert);
            Mat rgb = scope.track(photo.uprightRgb());
            try (Evidence evidence = detector.detect(rgb, point(), policy.evidence());
                    Region region = new RegionBuilder(policy).build(rgb, evidence)) {
                if (maskOut != null) {
                    PictureFiles.write(region.mask(), maskOut);
                }
                if (overlay != null) {
                    PictureFiles.write(scope.track(Overlay.draw(rgb, region.mask(), evidence)), overlay);
                }
                print(region.report(), policy);
            }
            if (placedOut != null && product != null) {
                writePlaced(photo, product, placedOut);
            }
            return 0;
        } catch (PhotoRejectedException e) {
            err().println(e.code() + ": " + e.getMessage());
            return REJECTED;
        }
    }

    private void writePlaced(Photo photo, Path productFile, Path file) throws IOException, PhotoRejectedException {
        Optional<dev.tryon.v1.Point> where = point().map(p -> dev.tryon.v1.Point.newBuilder()
                .setX((float) p.x())
                .setY((float) p.y())
                .build());
        try (Masker masker = Masker.withMediaPipe();
                Photo productPhoto = PictureFiles.read(productFile);
                CanvasPictures pictures = masker.pictures(photo, productPhoto, expert, Optional.empty(), where)) {
            PictureFiles.write(pictures.placed(), file);
        }
    }

    private void print(MaskReport report, MaskPolicy policy) {
        if (json) {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode node = mapper.valueToTree(report);
            node.put("policyFingerprint", PolicyFingerprint.of(policy));
            out().println(node.toPrettyString());
            return;
        }
        out().printf(
                        "%s: %s, covers %.1f %% of the picture, confidence %.2f%n",
                        image,
                        report.verdict(),
                        100 * report.measures().coverage(),
                        report.measures().confidence());
        report.remarks().forEach(remark -> out().println("  " + remark));
    }

    private Optional<Vec> point() {
        if (person == null) {
            return Optional.empty();
        }
        String[] numbers = person.split(",", -1);
        try {
            Vec point = new Vec(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            if (point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1) {
                return Optional.of(point);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Falls through to the same message as numbers out of range.
        }
        throw usage("--person must be two fractions like 0.3,0.5, is " + person);
    }

    private ParameterException usage(String message) {
        return new ParameterException(commandSpec().commandLine(), message);
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets spec before it calls a command");
        }
        return spec;
    }
}
