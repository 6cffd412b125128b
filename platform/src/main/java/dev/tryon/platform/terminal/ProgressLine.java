/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Says how far long work is: at a terminal on one line that is written over, with a bar; elsewhere on a plain line now and
 * then. Rate and time left are those of the last half minute, so work that stands still says so. Not thread-safe.
 */
public final class ProgressLine {
    private static final int WIDTH = 24;
    private static final long LOOK_BACK = Duration.ofSeconds(30).toNanos();
    private static final long REDRAW = Duration.ofMillis(200).toNanos();
    private static final long PLAIN_EVERY = Duration.ofSeconds(10).toNanos();

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long shown;
    private boolean open;

    private record Sample(long at, long done, double share) {}

    /** @param nanoTime as {@link System#nanoTime} */
    public ProgressLine(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.shown = nanoTime.getAsLong();
        samples.add(new Sample(shown, 0, 0));
    }

    /**
     * Shows how far it is, unless it was shown a moment ago.
     *
     * @param done pieces of work that are done
     * @param share of the whole, 0 to 1; empty while the whole is not known
     * @param what the pieces, and what else is to be said: {@code "rows"}
     */
    public void show(long done, OptionalDouble share, String what) {
        long now = nanoTime.getAsLong();
        if (now - shown < (terminal ? REDRAW : PLAIN_EVERY)) {
            return;
        }
        shown = now;
        String text = text(new Sample(now, done, share.orElse(0)), share.isPresent(), what);
        if (terminal) {
            // Back to the line's start, and clear to its end (ECMA-48 EL).
            err.print("\r\u001b[K" + text);
            open = true;
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** Takes the line away, for what is said next. */
    public void clear() {
        if (open) {
            err.print("\r\u001b[K");
            err.flush();
            open = false;
        }
    }

    private String text(Sample now, boolean shareKnown, String what) {
        while (samples.size() > 1 && now.at - samples.getFirst().at > LOOK_BACK) {
            samples.removeFirst();
        }
        Sample before = samples.getFirst();
        samples.addLast(now);
        double seconds = (now.at - before.at) / 1e9;
        StringBuilder text = new StringBuilder();
        if (shareKnown) {
            int filled = (int) Math.round(WIDTH * Math.min(1, now.share));
            text.append('[').append("#".repeat(filled)).append("-".repeat(WIDTH - filled));
            text.append(String.format(Locale.ROOT, "] %3.0f %%  ", 100 * Math.min(1, now.share)));
        }
        double rate = (now.done - before.done) / seconds;
        text.append(String.format(Locale.ROOT, "%,d %s  %,.1f/s", now.done, what, rate));
        double gained = now.share - before.share;
        if (shareKnown && gained > 0 && now.share < 1) {
            text.append("  ").append(left((1 - now.share) / gained * seconds)).append(" left");
        }
        return text.toString();
    }

    private static String left(double seconds) {
        long whole = Math.round(Math.ceil(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
