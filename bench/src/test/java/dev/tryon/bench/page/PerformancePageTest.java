/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final List<Section> SECTIONS = List.of(new Section(
            "oven",
            "The oven",
            List.of(
                    Figure.of("loaves_per_second", "loaves baked per second", Bar.atLeast(20)),
                    Figure.of("heat_ms", "ms to heat up", Bar.atMost(300)),
                    Figure.of("crumbs", "crumbs left"))));

    @TempDir
    private Path figures;

    @Test
    void saysWhatHoldsWhatIsMissedAndWhatNobodyMeasured() throws IOException {
        measured(
                "{\"command\": \"./tryon bench oven\", \"date\": \"2026-01-02\", \"loaves_per_second\": 21.5, \"heat_ms\": 301}");

        String page = page();

        assertThat(page)
                .contains("./tryon bench oven")
                .contains("| `loaves_per_second` | loaves baked per second | ≥ 20 | 21.5 |")
                .contains("| `heat_ms` | ms to heat up | ≤ 300 | 301 **missed** |")
                .contains("| `crumbs` | crumbs left |  | not measured |");
    }

    @Test
    void drawsOnlyWhatHasABarAndAFigure() throws IOException {
        measured("{\"loaves_per_second\": 40, \"crumbs\": 7}");

        String chart = new PerformancePage(SECTIONS, figures).files().get(Path.of("figures", "oven.svg"));

        assertThat(chart).contains("loaves_per_second", "40 (≥ 20)").doesNotContain("crumbs", "heat_ms");
    }

    @Test
    void addsWhatPeopleSay() throws IOException {
        measured("{}");
        Files.writeString(figures.resolve("oven.md"), "It smells good.");

        assertThat(page()).endsWith("\nIt smells good.\n");
    }

    @Test
    void saysThatBenchWasNeverRun() throws IOException {
        assertThat(page()).contains("`tryon bench oven` has not been run");
    }

    @Test
    void pageOfTheProjectIsWhatItsFiguresSay() throws IOException {
        Map<Path, String> files = new PerformancePage(Sections.ALL, DOCS.resolve("figures")).files();

        for (Map.Entry<Path, String> file : files.entrySet()) {
            assertThat(DOCS.resolve(file.getKey()))
                    .as("made by `tryon bench page`")
                    .hasContent(file.getValue());
        }
    }

    private void measured(String json) throws IOException {
        Files.writeString(figures.resolve("oven.json"), json);
    }

    private String page() throws IOException {
        return String.valueOf(new PerformancePage(SECTIONS, figures).files().get(Path.of("performance.md")));
    }
}
