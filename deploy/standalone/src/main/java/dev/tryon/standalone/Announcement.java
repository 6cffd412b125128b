/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import java.io.PrintStream;

/** What a command says to the person at the terminal: on standard error, so that output can be piped. */
final class Announcement {

    private final PrintStream out = System.err;
    private final long since = System.nanoTime();

    /** Something takes a moment. */
    void starting(String what) {
        out.printf("[%5.1f s] starting %s%n", seconds(), what);
    }

    /** Something has happened. */
    void done(String what) {
        out.printf("[%5.1f s] %s%n", seconds(), what);
    }

    void line(String text) {
        out.println(text);
    }

    double seconds() {
        return (System.nanoTime() - since) / 1e9;
    }
}
