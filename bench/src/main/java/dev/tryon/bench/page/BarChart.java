/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.util.List;
import java.util.Locale;

/**
 * Figures beside their bars as SVG: a line per figure, how many times better than its bar it is on a logarithmic scale,
 * the bar itself as the line in the middle. Green holds, red does not.
 */
final class BarChart {

    private static final int WIDTH = 760;
    private static final int ROW = 26;
    private static final int LEFT = 270;
    private static final int RIGHT = 110;
    private static final int TOP = 34;

    /** The scale's ends: a tenth of what is asked, and ten times as good. */
    private static final double DECADES = 1;

    private BarChart() {}

    /**
     * @param measured in the figure's own unit
     */
    record Line(String name, double measured, Bar bar) {

        /** Above 1 is better than asked, whichever way the bar points. */
        double timesBetter() {
            double ratio = bar.atLeast() ? measured / bar.limit() : bar.limit() / measured;
            return Double.isFinite(ratio) ? ratio : 1;
        }
    }

    static String svg(List<Line> lines) {
        int height = TOP + lines.size() * ROW + 12;
        double middle = x(1);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                        + "font-family=\"Helvetica,Arial,sans-serif\" font-size=\"12\" fill=\"#333\">",
                WIDTH,
                height,
                WIDTH,
                height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        for (double times : new double[] {0.1, 0.2, 0.5, 1, 2, 5, 10}) {
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"18\" text-anchor=\"middle\" fill=\"#777\">%s</text>",
                    x(times),
                    times == 1 ? "bar" : "×" + Numbers.text(times));
            add(
                    svg,
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"24\" y2=\"%2$d\" stroke=\"%3$s\"/>",
                    x(times),
                    height - 8,
                    times == 1 ? "#333" : "#e5e5e5");
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int y = TOP + i * ROW;
            double end = x(line.timesBetter());
            boolean holds = line.bar().holds(line.measured());
            add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 10, y + 14, line.name());
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>",
                    Math.min(middle, end),
                    y + 3,
                    Math.max(1, Math.abs(end - middle)),
                    holds ? "#54a24b" : "#e45756");
            add(
                    svg,
                    "<text x=\"%d\" y=\"%d\">%s (%s)</text>",
                    WIDTH - RIGHT + 8,
                    y + 14,
                    Numbers.text(line.measured()),
                    line.bar());
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(double timesBetter) {
        double decades = Math.log10(Math.min(10, Math.max(0.1, timesBetter)));
        return LEFT + (WIDTH - LEFT - RIGHT) * (decades + DECADES) / (2 * DECADES);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
