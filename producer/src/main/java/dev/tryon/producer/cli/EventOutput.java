/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.ContractJson;
import dev.tryon.proto.Endings;
import dev.tryon.v1.TryOnEvent;
import java.io.PrintWriter;

/**
 * Shows events as they come: as JSON, a line each, on standard output; or in words on standard error, where a terminal gets
 * one progress line that is written over and a file gets no progress at all. Not thread-safe.
 */
final class EventOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean terminal;
    private boolean lineOpen;

    EventOutput(PrintWriter out, PrintWriter err, boolean json, boolean terminal) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = terminal;
    }

    /** Shows an event. */
    void show(TryOnEvent event) {
        show(event, "");
    }

    /** Shows an event with the request that it is about, where there are several. */
    void showWithRequest(TryOnEvent event) {
        show(event, event.getRequestId() + " ");
    }

    /** Ends a progress line that is still open. */
    void finish() {
        if (lineOpen) {
            err.println();
            err.flush();
            lineOpen = false;
        }
    }

    private void show(TryOnEvent event, String prefix) {
        if (json) {
            out.println(ContractJson.line(event));
            out.flush();
            return;
        }
        String text = prefix + EventText.of(event);
        if (terminal && prefix.isEmpty() && !Endings.ends(event)) {
            // Back to the line's start, and clear to its end (ECMA-48 EL).
            err.print("\r\u001b[K" + text);
            lineOpen = true;
        } else if (!event.hasProgress()) {
            clear();
            err.println(text);
        }
        err.flush();
    }

    private void clear() {
        if (lineOpen) {
            err.print("\r\u001b[K");
            lineOpen = false;
        }
    }
}
