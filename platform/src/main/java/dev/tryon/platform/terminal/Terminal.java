/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.terminal;

import java.io.Console;

/** The terminal at which a command was called, if it was. Stateless. */
public final class Terminal {
    private Terminal() {}

    /** Whether there is somebody to look at a line that is written over. */
    @SuppressWarnings("SystemConsoleNull") // asked for below, where the method exists
    public static boolean present() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From JDK 22 on there may be a console without a terminal; from then on it can be asked.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
