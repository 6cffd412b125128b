/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.compare.Agreement;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mask compare}: our regions against reference masks, a line per photo and the medians. */
@Command(
        name = "compare",
        description = {
            "Compare our regions with reference masks.",
            "recall: share of the truth that our region covers (of a change mask: what the region contains of the change),"
                    + " and of the truth on the person alone: references often take ground beside it."
                    + " spill: share of what is protected that it covers all the same. precision: share of the region that"
                    + " is truth; low where a region has to hide the form of an old garment. IoU: intersection over union."
        },
        footer = {
            "",
            "Examples:",
            "  mask compare photos --truth '{stem}_mask.png'",
            "  mask compare photos --truth '{stem}atr.png' --truth-format atr --truth-labels upper-clothes"
                    + " --protect-labels face,hair",
            "  mask compare examples --photos 'shoes_*/base.jpg' --truth change.png --expert shoes",
            "  mask compare data --photos 'img_*.png' --truth 'ann_{1}.png' --truth-format skin-clothes-hair"
                    + " --truth-labels clothes --protect-labels hair"
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "IMAGE|FOLDER", description = "A photo, or a folder of photos that have references.")
    private Path source = Path.of(".");

    @Option(
            names = "--photos",
            defaultValue = "*",
            description = "In a folder: which pictures, like 'top_*/base.jpg' (default *). Those without reference are"
                    + " left out.")
    private String photos = "*";

    @Option(
            names = "--expert",
            defaultValue = "top",
            converter = Experts.class,
            completionCandidates = Experts.class,
            description = "One of ${COMPLETION-CANDIDATES} (default top).")
    private Expert expert = Expert.EXPERT_TOP;

    @Mixin
    private TruthOptions truths = new TruthOptions();

    @Option(
            names = "--missed",
            paramLabel = "DIR",
            description =
                    "Write a picture per photo here: what is missed of the reference in green on the person, in blue"
                            + " beside it; in red what is painted beyond it.")
    private @Nullable Path missed;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private ParserOption parser = new ParserOption();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) {
            throw new IllegalStateException("picocli sets spec before it calls a command");
        }
        String complaint = truths.complaint();
        if (complaint != null) {
            throw new ParameterException(command.commandLine(), complaint);
        }
        MaskPolicy policy = MaskPolicies.of(expert);
        List<Comparison.Row> rows = new ArrayList<>();
        String fingerprint;
        PrintWriter out = command.commandLine().getOut();
        try (EvidenceDetector detector = parser.detector()) {
            fingerprint = PolicyFingerprint.of(policy, detector.parserFingerprint());
            RegionBuilder regions = new RegionBuilder(policy);
            for (PhotoGlob.Match photo : matches()) {
                Comparison.Row row = compare(photo, policy, regions, detector);
                rows.add(row);
                if (!json) {
                    out.println(row.line());
                    out.flush();
                }
            }
        }
        if (json) {
            out.println(Comparison.json(rows, policy, fingerprint));
        } else {
            out.println(new Comparison.Row("median of " + Comparison.count(rows), "", Comparison.median(rows)).line());
        }
        return rows.isEmpty() ? 1 : 0;
    }

    private List<PhotoGlob.Match> matches() throws IOException {
        if (Files.isRegularFile(source)) {
            PhotoGlob.Match fromHere = new PhotoGlob.Match(source, Path.of(""), List.of());
            PhotoGlob.Match beside = PhotoGlob.Match.of(source, List.of());
            for (PhotoGlob.Match photo : List.of(fromHere, beside)) {
                if (truths.hasTruthFor(photo)) {
                    return List.of(photo);
                }
            }
            throw new IOException("there is no reference of that name for " + source + ", neither here nor beside it");
        }
        List<PhotoGlob.Match> found = new PhotoGlob(photos)
                .find(source).stream().filter(truths::hasTruthFor).toList();
        if (found.isEmpty()) {
            throw new IOException(source + " holds no picture " + photos + " with a reference beside it");
        }
        return found;
    }

    private Comparison.Row compare(
            PhotoGlob.Match match, MaskPolicy policy, RegionBuilder regions, EvidenceDetector detector)
            throws IOException {
        String name =
                Files.isDirectory(source) ? source.relativize(match.photo()).toString() : source.toString();
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(match.photo())) {
            Mat rgb = scope.track(photo.uprightRgb());
            Mat truth = scope.track(truths.truth(match, rgb.size()));
            Mat guarded = scope.track(truths.guarded(match, rgb.size()));
            try (Evidence evidence = detector.detect(rgb, Optional.empty(), policy.evidence());
                    Region region = regions.build(rgb, evidence)) {
                Mat person = scope.track(person(evidence, policy, rgb.size()));
                if (missed != null) {
                    Mat picture = scope.track(MissedPicture.draw(rgb, region.mask(), truth, person));
                    PictureFiles.write(
                            picture, Files.createDirectories(missed).resolve(name.replace('/', '_') + ".png"));
                }
                return new Comparison.Row(
                        name,
                        region.report().verdict().toString(),
                        Agreement.of(region.mask(), truth, guarded, person));
            }
        } catch (PhotoRejectedException e) {
            return new Comparison.Row(name, e.code().toString(), null);
        }
    }

    /** CV_8UC1 of a size; the caller releases it. */
    private static Mat person(Evidence evidence, MaskPolicy policy, Size size) {
        Mat person = new Mat();
        Imgproc.resize(evidence.silhouette(), person, size, 0, 0, Imgproc.INTER_LINEAR);
        Imgproc.threshold(person, person, 255 * policy.evidence().silhouetteThreshold(), 255, Imgproc.THRESH_BINARY);
        return person;
    }
}
