/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.io.File;
import java.util.Arrays;
import org.opencv.core.Core;

/**
 * OpenCV's native library, loaded once per JVM: from a folder of {@code java.library.path} that has it (images do,
 * loading is quick there and writes nothing), else from the jar that carries it. Thread-safe.
 */
public final class NativeOpenCv {
    private NativeOpenCv() {}

    /** Loads the library on the first call (about a second when it has to be unpacked); later calls return at once. */
    public static void load() {
        // A class is initialised once, under the JVM's own lock: no flag and no lock of ours.
        Library.touch();
    }

    private static final class Library {
        static {
            HeldArguments.ask();
            if (isUnpacked()) {
                System.loadLibrary(Core.NATIVE_LIBRARY_NAME);
            } else {
                nu.pattern.OpenCV.loadLocally();
            }
        }

        private Library() {}

        static void touch() {}

        private static boolean isUnpacked() {
            String file = System.mapLibraryName(Core.NATIVE_LIBRARY_NAME);
            return Arrays.stream(System.getProperty("java.library.path", "").split(File.pathSeparator, -1))
                    .anyMatch(folder -> !folder.isEmpty() && new File(folder, file).isFile());
        }
    }
}
