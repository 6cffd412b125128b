/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.masking.compare.Agreement;
import dev.tryon.masking.policy.MaskPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What {@code mask compare} says of its photos: a line or a JSON object each, and the medians. Stateless. */
final class Comparison {
    private Comparison() {}

    /** One photo; without agreement when it was rejected. */
    record Row(String name, String verdict, @Nullable Agreement agreement) {
        String line() {
            String head = "%-44s %-19s".formatted(name, verdict);
            if (agreement == null) {
                return head.stripTrailing();
            }
            return head
                    + "recall %s (on the person %s)  spill %s  precision %s  IoU %s"
                            .formatted(
                                    share(agreement.recall()),
                                    share(agreement.recallOnPerson()),
                                    share(agreement.spill()),
                                    share(agreement.precision()),
                                    share(agreement.iou()));
        }

        private static String share(double value) {
            return Double.isFinite(value) ? "%.3f".formatted(value) : "  -  ";
        }
    }

    static Agreement median(List<Row> rows) {
        return new Agreement(
                median(rows, Agreement::recall),
                median(rows, Agreement::recallOnPerson),
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

    static int count(List<Row> rows) {
        return agreements(rows).size();
    }

    private static List<Agreement> agreements(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> Optional.ofNullable(row.agreement).stream())
                .toList();
    }

    static String json(List<Row> rows, MaskPolicy policy, String fingerprint) {
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
        putFinite(node, "recallOnPerson", agreement.recallOnPerson());
        putFinite(node, "spill", agreement.spill());
        putFinite(node, "precision", agreement.precision());
        putFinite(node, "iou", agreement.iou());
    }

    private static void putFinite(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
