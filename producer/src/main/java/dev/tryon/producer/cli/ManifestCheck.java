/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.manifest.ManifestPosition;
import dev.tryon.platform.manifest.ManifestReader;
import dev.tryon.platform.manifest.ManifestRow;
import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Looks at every row of a manifest as the scheduler will, in memory that does not depend on its length. */
final class ManifestCheck {
    private static final int ROWS_BETWEEN_LOOKS = 256;

    private final Campaign campaign;
    private final ProgressLine progress;
    private long rows;
    private long wrong;

    ManifestCheck(Campaign campaign, ProgressLine progress) {
        this.campaign = campaign;
        this.progress = progress;
    }

    /**
     * Reads it all.
     *
     * @param refused gets each row that breaks a rule
     * @throws UnusableManifestException when the rows cannot be read, or not to their end
     */
    void read(ManifestFile file, Consumer<ManifestRow> refused) {
        try (ManifestReader reader = ManifestReader.open(file.stream(), campaign, ManifestPosition.BEGINNING)) {
            for (Optional<ManifestRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows++;
                if (!row.get().valid()) {
                    wrong++;
                    refused.accept(row.get());
                }
                if (rows % ROWS_BETWEEN_LOOKS == 0) {
                    progress.show(rows, OptionalDouble.of(file.share()), "rows");
                }
            }
        } catch (IOException e) {
            throw new UnusableManifestException(
                    "the manifest breaks off after row " + rows + ": " + e.getMessage()
                            + "; it may be damaged: make or upload it again",
                    e);
        } finally {
            progress.clear();
        }
    }

    long rows() {
        return rows;
    }

    long wrong() {
        return wrong;
    }
}
