/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.proto.ExpertNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /** Which experts are here, as {@code top}. */
    static List<String> expertsWithBundle() {
        return ExpertNames.all().stream()
                .filter(name -> Files.isRegularFile(bundles().resolve(name).resolve("bundle.json")))
                .toList();
    }

    static Path local() {
        return folder().resolve("local");
    }
}
