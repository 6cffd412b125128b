/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

/** OpenCV's native library, loaded once per JVM from the jar that carries it. Thread-safe. */
public final class NativeOpenCv {
    private NativeOpenCv() {}

    /** Loads the library on the first call (about a second); later calls return at once. */
    public static void load() {
        // A class is initialised once, under the JVM's own lock: no flag and no lock of ours.
        Library.touch();
    }

    private static final class Library {
        static {
            nu.pattern.OpenCV.loadLocally();
        }

        private Library() {}

        static void touch() {}
    }
}
