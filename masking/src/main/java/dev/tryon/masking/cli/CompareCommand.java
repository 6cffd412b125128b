/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
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
            "recall: share of the truth that our region covers (of a change mask: what the region contains of the change)."
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
        List<Row> rows = new ArrayList<>();
        String fingerprint;
        PrintWriter out = command.commandLine().getOut();
        try (EvidenceDetector detector = parser.detector()) {
            fingerprint = PolicyFingerprint.of(policy, detector.parserFingerprint());
            RegionBuilder regions = new RegionBuilder(policy);
            for (PhotoGlob.Match photo : matches()) {
                Row row = compare(photo, policy, regions, detector);
                rows.add(row);
                if (!json) {
                    out.println(row.line());
                    out.flush();
                }
            }
        }
        if (json) {
            out.println(json(rows, policy, fingerprint));
        } else {
            out.println(new Row("median of " + count(rows), "", median(rows)).line());
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

    private Row compare(PhotoGlob.Match match, MaskPolicy policy, RegionBuilder regions, EvidenceDetector detector)
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
                return new Row(name, region.report().verdict().toString(), Agreement.of(region.mask(), truth, guarded));
            }
        } catch (PhotoRejectedException e) {
            return new Row(name, e.code().toString(), null);
        }
    }

    private static Agreement median(List<Row> rows) {
        return new Agreement(
                median(rows, Agreement::recall),
                median(rows, Agreement::spill),
                median(rows, Agreement::precision),
                median(rows, Agreement::iou));
    }

    private static double median(List<Row> rows, ToDoubleFunction<Agreement> figure) {
        double[] sorted = agreements(rows).stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static int count(List<Row> rows) {
        return agreements(rows).size();
    }

    private static List<Agreement> agreements(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(row.agreement).stream())
                .toList();
    }

    private static String json(List<Row> rows, MaskPolicy policy, String fingerprint) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("expert", policy.expert());
        node.put("policyFingerprint", fingerprint);
        ArrayNode files = node.putArray("files");
        for (Row row : rows) {
            ObjectNode file = files.addObject().put("file", row.name).put("verdict", row.verdict);
            if (row.agreement != null) {
                put(file, row.agreement);
            }
        }
        put(node.putObject("median"), median(rows));
        return node.toPrettyString();
    }

    /** Shares of nothing are left out. */
    private static void put(ObjectNode node, Agreement agreement) {
        putFinite(node, "recall", agreement.recall());
        putFinite(node, "spill", agreement.spill());
        putFinite(node, "precision", agreement.precision());
        putFinite(node, "iou", agreement.iou());
    }

    private static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }

    /** One photo; without agreement when it was rejected. */
    private record Row(
            String name, String verdict, @Nullable Agreement agreement) {
        String line() {
            String head = "%-44s %-19s".formatted(name, verdict);
            if (agreement == null) {
                return head.stripTrailing();
            }
            return head
                    + "recall %s  spill %s  precision %s  IoU %s"
                            .formatted(
                                    share(agreement.recall()),
                                    share(agreement.spill()),
                                    share(agreement.precision()),
                                    share(agreement.iou()));
        }

        private static String share(double value) {
            return Double.isFinite(value) ? "%.3f".formatted(value) : "  -  ";
        }
    }
}
