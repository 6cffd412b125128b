/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import java.nio.file.Path;

/** Where the project is: the launcher says so in {@code TRYON_HOME}; else the working folder. */
final class Home {

    private Home() {}

    static Path folder() {
        String home = System.getenv("TRYON_HOME");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }

    static Path bundles() {
        return folder().resolve("experts");
    }

    static Path local() {
        return folder().resolve("local");
    }
}
