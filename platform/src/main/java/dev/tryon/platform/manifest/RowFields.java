/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.fields.FieldColumn;
import dev.tryon.proto.fields.JsonFields;
import dev.tryon.v1.TryOnRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the text of a row fills a request: one class per format. Immutable and thread-safe. */
sealed interface RowFields {
    /** Fills a request; says what is wrong when the text does not fit. */
    List<RuleViolation> fill(String text, TryOnRequest.Builder request);

    /** A JSON object a line. */
    record Ndjson() implements RowFields {
        @Override
        public List<RuleViolation> fill(String text, TryOnRequest.Builder request) {
            return JsonFields.read(text, request).stream().toList();
        }
    }

    /** A table whose header names the fields. */
    record Csv(List<FieldColumn> columns) implements RowFields {
        // What most tables need, under shorter names.
        private static final Map<String, String> SHORT = Map.of(
                "expert", "steps[0].expert",
                "product", "steps[0].product.uri",
                "mask", "steps[0].mask.uri",
                "seed", "steps[0].parameters.seed",
                "guidance", "steps[0].parameters.guidance",
                "strength", "steps[0].parameters.strength",
                "feather", "steps[0].parameters.feather");

        /** @throws UnusableManifestException when the header is none */
        static Csv header(String line) {
            List<String> names = CsvCells.of(line)
                    .orElseThrow(() -> new UnusableManifestException("line 1: the header's quotes do not match", null));
            Set<String> seen = new HashSet<>();
            return new Csv(names.stream()
                    .map(String::strip)
                    .map(name -> SHORT.getOrDefault(name, name))
                    .peek(path -> {
                        if (!seen.add(path)) {
                            throw new UnusableManifestException("line 1: column \"" + path + "\" is there twice", null);
                        }
                    })
                    .map(Csv::column)
                    .toList());
        }

        @Override
        public List<RuleViolation> fill(String text, TryOnRequest.Builder request) {
            Optional<List<String>> cells = CsvCells.of(text);
            if (cells.isEmpty()) {
                return List.of(new RuleViolation(
                        "",
                        "quotes do not match; write a quote within a cell twice, and no line breaks",
                        "",
                        "csv.line"));
            }
            int count = cells.get().size();
            if (count != columns.size()) {
                return List.of(new RuleViolation(
                        "", "has " + count + " cells where the header has " + columns.size(), "", "csv.line"));
            }
            for (int i = 0; i < count; i++) {
                String cell = cells.get().get(i);
                Optional<RuleViolation> wrong =
                        cell.isEmpty() ? Optional.empty() : columns.get(i).set(request, cell);
                if (wrong.isPresent()) {
                    return List.of(wrong.get());
                }
            }
            return List.of();
        }

        private static FieldColumn column(String path) {
            try {
                return FieldColumn.of(TryOnRequest.getDescriptor(), path);
            } catch (IllegalArgumentException e) {
                throw new UnusableManifestException("line 1: " + e.getMessage(), e);
            }
        }
    }
}
