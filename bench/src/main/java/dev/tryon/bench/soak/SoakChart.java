/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import dev.tryon.bench.soak.SoakBench.Measure;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws a soak as SVG: a panel for each measure, a line for each process, all over the same time. Used by one thread. */
final class SoakChart {

    private static final int WIDTH = 980;
    private static final int LEFT = 80;
    private static final int RIGHT = 150;
    private static final int TOP = 60;
    private static final int PANEL = 140;
    private static final int GAP = 44;
    private static final List<String> COLOURS = List.of(
            "#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2", "#b279a2", "#9d755d", "#eeca3b", "#7f7f7f",
            "#ff9da6");

    private final List<Soak.Sample> samples;
    private final StringBuilder svg = new StringBuilder();

    private SoakChart(List<Soak.Sample> samples) {
        this.samples = samples;
    }

    static String svg(String title, List<Soak.Sample> samples) {
        return new SoakChart(samples).draw(title);
    }

    private String draw(String title) {
        int height = TOP + (Measure.values().length + 1) * (PANEL + GAP);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#333\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        add("<text x=\"%d\" y=\"28\" font-size=\"17\" font-weight=\"bold\">%s</text>", LEFT, title);
        int panel = 0;
        for (Measure measure : Measure.values()) {
            axes(panel, measure.title(), most(measure));
            int line = 0;
            for (String process : samples.get(0).vitals().keySet()) {
                line(panel, line++, process, sample -> measure.of(sample, process), most(measure));
            }
            panel++;
        }
        double lag =
                Math.max(1, samples.stream().mapToLong(Soak.Sample::lag).max().orElse(1));
        axes(panel, "requests not finished", lag);
        line(panel, 0, "both lanes", Soak.Sample::lag, lag);
        add("</svg>");
        return svg.toString();
    }

    private double most(Measure measure) {
        return Math.max(
                1,
                samples.stream()
                        .flatMapToDouble(sample ->
                                sample.vitals().keySet().stream().mapToDouble(process -> measure.of(sample, process)))
                        .max()
                        .orElse(1));
    }

    private void axes(int panel, String title, double most) {
        int top = top(panel);
        add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 8, title);
        for (int i = 0; i <= 4; i++) {
            double y = top + PANEL - PANEL * i / 4.0;
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e8e8e8\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#777\">%.0f</text>",
                    LEFT - 8, y + 4, most * i / 4);
        }
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#777\">%.0f s</text>",
                WIDTH - RIGHT, top + PANEL + 16, seconds());
    }

    private void line(int panel, int number, String name, ToDoubleFunction<Soak.Sample> value, double most) {
        int top = top(panel);
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder points = new StringBuilder();
        for (Soak.Sample sample : samples) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + (WIDTH - RIGHT - LEFT) * sample.seconds() / seconds(),
                    top + PANEL - PANEL * value.applyAsDouble(sample) / most));
        }
        add("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\" points=\"%s\"/>", colour, points);
        add("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", WIDTH - RIGHT + 10, top + 10 + 15 * number, colour, name);
    }

    private double seconds() {
        return Math.max(1, samples.get(samples.size() - 1).seconds());
    }

    private static int top(int panel) {
        return TOP + panel * (PANEL + GAP);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
