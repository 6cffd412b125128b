/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.util.Optional;

/** An open manifest. Used by one thread at a time. */
public interface RowSource extends AutoCloseable {
    /**
     * The next rows; fewer than asked for only at the manifest's end, empty after it.
     *
     * @throws IOException when the store fails: reading may be tried again later
     * @throws UnreadableManifestException when reading again will not help
     */
    Optional<Window> next(int rows) throws IOException;

    /** The rows from here to the end, without reading what they say; the source is at its end then. */
    long count() throws IOException;

    @Override
    void close() throws IOException;

    /** Where manifests are. Thread-safe. */
    interface Opener {
        /**
         * Opens a manifest at a window's beginning.
         *
         * @param row rows before it
         * @param offset where the next row begins, in bytes after decompression
         */
        RowSource open(Campaign campaign, long row, long offset) throws IOException;
    }
}
