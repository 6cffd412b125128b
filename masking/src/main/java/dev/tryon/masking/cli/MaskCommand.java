/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.Masker;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.masking.region.MaskOverride;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @ArgGroup
    private @Nullable UserChange change;

    /** A mask or strokes, not both. */
    static final class UserChange {
        @ArgGroup(exclusive = false)
        private @Nullable OwnMask mask;

        @Option(
                names = "--strokes",
                required = true,
                paramLabel = "FILE",
                description = "Strokes of a brush to draw onto the policy's region (JSON).")
        private @Nullable Path strokes;
    }

    /** A mask of the user's own. */
    static final class OwnMask {
        @Option(
                names = "--mask",
                required = true,
                paramLabel = "FILE",
                description = "A mask of your own: white paints; any size.")
        private Path file = Path.of(".");

        @Option(
                names = "--mask-mode",
                defaultValue = "replace",
                paramLabel = "MODE",
                description = "What it does to the policy's region: replace (default) or intersect.")
        private String mode = "replace";
    }

    @Option(names = "--person", description = "Which of several people: X,Y as fractions of width and height.")
    private @Nullable String person;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin
    private ParserOption parser = new ParserOption();

    @Override
    public Integer call() throws IOException {
        if (image == null) {
            throw usage("name a photo, or use one of the commands sheet, compare and dataset");
        }
        if (placedOut != null && product == null) {
            throw usage("--placed-out needs --product");
        }
        MaskPolicy policy = MaskPolicies.of(expert);
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(image);
                MaskOverride own = own();
                EvidenceDetector detector = parser.detector()) {
            Mat rgb = scope.track(photo.uprightRgb());
            try (Evidence evidence = evidence(detector, rgb, policy, own != null);
                    Region region = region(rgb, evidence, policy, own)) {
                if (maskOut != null) {
                    PictureFiles.write(region.mask(), maskOut);
                }
                if (overlay != null) {
                    PictureFiles.write(scope.track(Overlay.draw(rgb, region.mask(), evidence)), overlay);
                }
                print(region.report(), PolicyFingerprint.of(policy, detector.parserFingerprint()));
            }
            if (placedOut != null && product != null) {
                writePlaced(photo, product, own, placedOut);
            }
            return 0;
        } catch (PhotoRejectedException e) {
            err().println(e.code() + ": " + e.getMessage());
            return REJECTED;
        }
    }

    /** Null where nobody is seen and an override has to do. */
    private @Nullable Evidence evidence(EvidenceDetector detector, Mat rgb, MaskPolicy policy, boolean overridden)
            throws PhotoRejectedException {
        try {
            return detector.detect(rgb, point(), policy.evidence());
        } catch (PhotoRejectedException e) {
            if (overridden && e.code() == FailureCode.NO_PERSON) {
                return null;
            }
            throw e;
        }
    }

    private static Region region(Mat rgb, @Nullable Evidence evidence, MaskPolicy policy, @Nullable MaskOverride own)
            throws PhotoRejectedException {
        MaskOverride.PolicyRegion built = () -> {
            if (evidence == null) {
                throw new PhotoRejectedException(
                        FailureCode.NO_PERSON, "nobody is seen in the photo, so there is no region to change");
            }
            return new RegionBuilder(policy).build(rgb, evidence);
        };
        return own == null ? built.build() : own.region(rgb.size(), built);
    }

    private @Nullable MaskOverride own() throws IOException, PhotoRejectedException {
        if (change == null) {
            return null;
        }
        if (change.strokes != null) {
            return PictureFiles.readOverride(change.strokes, MaskOverride.Mode.REPLACE);
        }
        OwnMask mask = Objects.requireNonNull(change.mask, "picocli fills one of a group");
        return switch (mask.mode) {
            case "replace" -> PictureFiles.readOverride(mask.file, MaskOverride.Mode.REPLACE);
            case "intersect" -> PictureFiles.readOverride(mask.file, MaskOverride.Mode.INTERSECT);
            default -> throw usage("--mask-mode must be replace or intersect, is " + mask.mode);
        };
    }

    private void writePlaced(Photo photo, Path productFile, @Nullable MaskOverride own, Path file)
            throws IOException, PhotoRejectedException {
        Optional<dev.tryon.v1.Point> where = point().map(p -> dev.tryon.v1.Point.newBuilder()
                .setX((float) p.x())
                .setY((float) p.y())
                .build());
        try (Masker masker = new Masker(parser.detector());
                Photo productPhoto = PictureFiles.read(productFile);
                CanvasPictures pictures =
                        masker.pictures(photo, productPhoto, expert, Optional.ofNullable(own), where)) {
            PictureFiles.write(pictures.placed(), file);
        }
    }

    private void print(MaskReport report, String fingerprint) {
        if (json) {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode node = mapper.valueToTree(report);
            node.put("policyFingerprint", fingerprint);
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
