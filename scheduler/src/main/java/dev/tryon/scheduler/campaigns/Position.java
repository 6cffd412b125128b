/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.CampaignProgress;

/**
 * Where a campaign's release stands: which window, and how many rows of it.
 *
 * @param firstRow rows before the window
 * @param firstByte where the window begins
 * @param skip rows of the window that are dealt with
 * @param size rows of a window
 */
record Position(long firstRow, long firstByte, int skip, int size) {
    /** Rows looked ahead for one subject; new campaigns get this, begun ones keep theirs. */
    static final int WINDOW = 128;

    static Position of(CampaignProgress progress) {
        int size = progress.getWindow() == 0 ? WINDOW : progress.getWindow();
        int skip = (int) (progress.getRowsRead() % size);
        return new Position(progress.getRowsRead() - skip, progress.getNextByte(), skip, size);
    }
}
