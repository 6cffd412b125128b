/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * How a long command goes on: a bar with rate and time left on a terminal, plain lines elsewhere. The rate is that of
 * the work done, not of what was found done before. Not thread-safe.
 */
final class Progress {
    private static final int BAR = 30;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final String unit;
    private final int total;
    private final long start;
    private int done;
    private int skipped;

    Progress(PrintWriter out, boolean terminal, LongSupplier nanos, String unit, int total) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.unit = unit;
        this.total = total;
        this.start = nanos.getAsLong();
    }

    /** On the terminal, if there is one. */
    static Progress on(PrintWriter out, String unit, int total) {
        return new Progress(out, Ansi.AUTO.enabled(), System::nanoTime, unit, total);
    }

    /** {@code count} more are done. */
    void done(int count) {
        done += count;
    }

    /** {@code count} more were done before: they say nothing about the rate. */
    void found(int count) {
        done += count;
        skipped += count;
    }

    /** A line worth keeping, above the bar. */
    void say(String text) {
        if (terminal) {
            out.print(ERASE_LINE + text + System.lineSeparator() + bar());
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Rate and time left, like "3.2 photos/s, 1 min 05 s left"; empty before anything is done. */
    String pace() {
        double seconds = (nanos.getAsLong() - start) / 1e9;
        int worked = done - skipped;
        if (worked == 0 || seconds <= 0) {
            return "";
        }
        double rate = worked / seconds;
        String left = done >= total ? "" : ", " + duration(Math.round((total - done) / rate)) + " left";
        return "%.1f %s/s%s".formatted(rate, unit, left);
    }

    /** Takes the bar away. */
    void end() {
        if (terminal) {
            out.print(ERASE_LINE);
            out.flush();
        }
    }

    private String bar() {
        int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
        return "[%s%s] %d/%d %s"
                .formatted("#".repeat(filled), ".".repeat(BAR - filled), done, total, pace())
                .stripTrailing();
    }

    private static String duration(long seconds) {
        if (seconds >= 3600) {
            return "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
        }
        return seconds >= 60 ? "%d min %02d s".formatted(seconds / 60, seconds % 60) : seconds + " s";
    }
}
