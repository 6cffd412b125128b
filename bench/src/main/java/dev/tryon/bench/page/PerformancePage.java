/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the page and its charts from a folder: {@code BENCH.json} is what a bench wrote, {@code BENCH.md}, if there is
 * one, what people say about it. Figures that were not measured are said to be missing. Stateless.
 */
final class PerformancePage {

    private static final String HEAD = """
            # Performance

            Made by `tryon bench page` from the files in [`figures/`](figures), which the commands below wrote; `tryon bench all` runs them one after the other. A figure
            that misses its bar is marked **missed**; one that nobody has measured yet says so. The charts show how many times better than its bar a figure is.
            """;

    private final List<Section> sections;
    private final Path figures;

    PerformancePage(List<Section> sections, Path figures) {
        this.sections = List.copyOf(sections);
        this.figures = figures;
    }

    /** File name under docs to its text: the page, and a chart per bench that has a bar. */
    Map<Path, String> files() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder(HEAD);
        for (Section section : sections) {
            Optional<Measured> measured = Measured.read(figures.resolve(section.bench() + ".json"));
            page.append("\n## ").append(section.title()).append("\n\n");
            if (measured.isEmpty()) {
                page.append("`tryon bench ").append(section.bench()).append("` has not been run for this page.\n");
            } else {
                head(page, measured.get());
                List<BarChart.Line> lines = lines(section, measured.get());
                if (!lines.isEmpty()) {
                    String chart = section.bench() + ".svg";
                    files.put(Path.of("figures", chart), BarChart.svg(lines));
                    page.append("\n![figures beside their bars](figures/")
                            .append(chart)
                            .append(")\n");
                }
                table(page, section, measured.get());
            }
            Path notes = figures.resolve(section.bench() + ".md");
            if (Files.exists(notes)) {
                page.append('\n').append(Files.readString(notes).strip()).append('\n');
            }
        }
        files.put(Path.of("performance.md"), page.toString());
        return files;
    }

    private static void head(StringBuilder page, Measured measured) {
        page.append("```sh\n").append(measured.command()).append("\n```\n\n");
        page.append(measured.date())
                .append(", ")
                .append(measured.machineInWords())
                .append(".\n");
    }

    private static List<BarChart.Line> lines(Section section, Measured measured) {
        return section.figures().stream()
                .flatMap(figure -> figure.bar().stream()
                        .flatMap(bar -> Stream.ofNullable(measured.figures().get(figure.name()))
                                .filter(value -> value > 0)
                                .map(value -> new BarChart.Line(figure.name(), value, bar))))
                .toList();
    }

    private static void table(StringBuilder page, Section section, Measured measured) {
        page.append("\n| figure | is | bar | measured |\n|---|---|---|---|\n");
        for (Figure figure : section.figures()) {
            Double value = measured.figures().get(figure.name());
            page.append("| `")
                    .append(figure.name())
                    .append("` | ")
                    .append(figure.meaning())
                    .append(" | ");
            page.append(figure.bar().map(Bar::toString).orElse("")).append(" | ");
            page.append(value == null ? "not measured" : Numbers.text(value));
            if (value != null && figure.bar().filter(bar -> !bar.holds(value)).isPresent()) {
                page.append(" **missed**");
            }
            page.append(" |\n");
        }
    }
}
