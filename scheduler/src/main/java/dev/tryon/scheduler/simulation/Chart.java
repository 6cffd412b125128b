/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws a simulation as SVG: backlog, replicas, waits and cost, one above the other over the same time. */
final class Chart {
    private static final int WIDTH = 960;
    private static final int LEFT = 90;
    private static final int RIGHT = 190;
    private static final int TOP = 64;
    private static final int PANELS = 6;
    private static final int PANEL = 104;
    private static final int GAP = 42;

    private final Trace trace;
    private final Outcome outcome;
    private final StringBuilder svg = new StringBuilder();

    private Chart(Trace trace, Outcome outcome) {
        this.trace = trace;
        this.outcome = outcome;
    }

    private record Line(String name, String colour, ToDoubleFunction<Sample> value) {}

    static String svg(Trace trace, Outcome outcome) {
        return new Chart(trace, outcome).draw();
    }

    private String draw() {
        int height = TOP + PANELS * (PANEL + GAP) + 10;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#333\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        add("<text x=\"%d\" y=\"26\" font-size=\"17\" font-weight=\"bold\">%s</text>", LEFT, escaped(trace.name()));
        add(
                "<text x=\"%d\" y=\"46\" fill=\"#777\">%,d jobs, at most %,d replicas, %.0f %% of their time busy, cost %,.0f</text>",
                LEFT, outcome.jobs(), outcome.peakReplicas(), 100 * outcome.busy(), outcome.cost());
        // What differs by powers of ten has a scale of its own, or the smaller lies flat on the axis.
        panel(0, "rows", List.of(new Line("not released", "#8c8c8c", Sample::unreleased)));
        panel(1, "jobs", List.of(new Line("bulk, ready", "#4c78a8", Sample::bulk)));
        panel(2, "jobs", List.of(new Line("shoppers waiting", "#e45756", Sample::interactive)));
        panel(3, "s", List.of(new Line("shoppers' wait, p95", "#b5446e", Sample::waitP95)));
        panel(
                4,
                "replicas",
                List.of(
                        new Line("working and ordered", "#f2b701", sample -> sample.replicas() + sample.coming()),
                        new Line("working", "#54a24b", Sample::replicas)));
        panel(5, "cost", List.of(new Line("so far", "#3f8f8b", Sample::cost)));
        add("</svg>");
        return svg.toString();
    }

    private void panel(int number, String unit, List<Line> lines) {
        int top = TOP + number * (PANEL + GAP);
        double most = lines.stream()
                .flatMapToDouble(line -> outcome.samples().stream().mapToDouble(line.value()))
                .max()
                .orElse(0);
        double scale = ceiling(most);
        for (int i = 0; i <= 4; i++) {
            double y = top + PANEL - PANEL * i / 4.0;
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#eee\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#777\">%s</text>",
                    LEFT - 8, y + 4, label(scale * i / 4));
        }
        hours(top);
        add(
                "<text x=\"18\" y=\"%d\" transform=\"rotate(-90 18 %d)\" text-anchor=\"middle\">%s</text>",
                top + PANEL / 2, top + PANEL / 2, unit);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            add(
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" stroke-linejoin=\"round\" points=\"%s\"/>",
                    line.colour(), points(line, top, scale));
            int y = top + 12 + i * 18;
            add(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>",
                    WIDTH - RIGHT + 14, y - 6, line.colour());
            add("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 32, y, line.name());
        }
    }

    private String points(Line line, int top, double scale) {
        List<String> points = new ArrayList<>();
        for (Sample sample : outcome.samples()) {
            double y = top + PANEL - PANEL * line.value().applyAsDouble(sample) / scale;
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", x(sample.second()), y));
        }
        return String.join(" ", points);
    }

    private void hours(int top) {
        double length = trace.length().toSeconds();
        double step = length > 7_200 ? 3_600 * Math.ceil(length / 3_600 / 12) : 60 * Math.ceil(length / 60 / 12);
        for (double at = 0; at <= length; at += step) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#777\">%s</text>",
                    x(at),
                    top + PANEL + 16,
                    length > 7_200 ? Math.round(at / 3_600) + " h" : Math.round(at / 60) + " min");
        }
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / trace.length().toSeconds();
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private static double ceiling(double most) {
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (most <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String label(double value) {
        if (value >= 1e6) {
            return number(value / 1e6) + " M";
        }
        return value >= 1e4 ? number(value / 1e3) + " k" : number(value);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
