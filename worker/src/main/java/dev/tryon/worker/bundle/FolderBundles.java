/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder with a folder per expert. Immutable.
 *
 * @param folder as {@code experts}
 */
public record FolderBundles(Path folder) implements BundleSource {

    @Override
    public List<String> names() {
        return ExpertBundle.names(folder);
    }

    @Override
    public ExpertBundle open(String expert) {
        return ExpertBundle.open(folder.resolve(expert));
    }
}
