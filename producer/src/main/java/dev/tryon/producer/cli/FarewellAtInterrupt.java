/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Lets Ctrl-C say something before the process ends. Stateless. */
final class FarewellAtInterrupt {
    private FarewellAtInterrupt() {}

    /** Does the work; when the process is told to end meanwhile, the line is printed. */
    static <T> T saying(PrintWriter err, String line, Supplier<T> work) {
        Thread hook = new Thread(
                () -> {
                    err.println();
                    err.println(line);
                    err.flush();
                },
                "tryon-farewell");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook runs.
        }
    }
}
