/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import java.util.List;

/** Where expert bundles come from: a place that holds one per expert, named like it. Thread-safe. */
public interface BundleSource {

    /** Which experts have a bundle there, as {@code top}; whether they fit is not asked. */
    List<String> names();

    /**
     * Reads and verifies a bundle; it is on disk when this returns.
     *
     * @throws BundleRefusedException when a file is missing or is not the one that the manifest names
     */
    ExpertBundle open(String expert);
}
