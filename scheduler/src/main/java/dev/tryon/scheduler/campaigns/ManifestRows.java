/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.platform.manifest.ManifestLine;
import dev.tryon.platform.manifest.ManifestPosition;
import dev.tryon.platform.manifest.ManifestReader;
import dev.tryon.platform.manifest.ManifestRow;
import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows of a manifest in the image store. Used by one thread at a time; owns the reader. */
public final class ManifestRows implements RowSource {
    private final ManifestReader reader;
    private ManifestPosition position;

    private ManifestRows(ManifestReader reader, ManifestPosition position) {
        this.reader = reader;
        this.position = position;
    }

    /** @param store opens a manifest's bytes */
    public static Opener in(Function<ImageRef, InputStream> store) {
        return (campaign, row, offset) -> open(store, campaign, new ManifestPosition(row, offset));
    }

    private static ManifestRows open(Function<ImageRef, InputStream> store, Campaign campaign, ManifestPosition from)
            throws IOException {
        try {
            return new ManifestRows(ManifestReader.open(store.apply(campaign.getManifest()), campaign, from), from);
        } catch (UnusableManifestException e) {
            throw new UnreadableManifestException(String.valueOf(e.getMessage()), e);
        } catch (ImageStoreException e) {
            throw translated(e);
        }
    }

    @Override
    public Optional<Window> next(int rows) throws IOException {
        ManifestPosition first = position;
        List<Row> window = new ArrayList<>(rows);
        try {
            for (Optional<ManifestRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                window.add(row(row.get()));
                position = row.get().next();
                if (window.size() == rows) {
                    break;
                }
            }
        } catch (ImageStoreException e) {
            throw translated(e);
        }
        return window.isEmpty()
                ? Optional.empty()
                : Optional.of(Window.of(first.rows(), first.offset(), position.offset(), window));
    }

    @Override
    public long count() throws IOException {
        try {
            for (Optional<ManifestLine> line = reader.nextLine(); line.isPresent(); line = reader.nextLine()) {
                position = line.get().next();
            }
        } catch (ImageStoreException e) {
            throw translated(e);
        }
        return position.rows();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static Row row(ManifestRow row) {
        return row.valid()
                ? Row.valid(row.request())
                : Row.refused(row.request(), row.problem(), row.violations().get(0));
    }

    /** A store that does not answer may answer later; one that says no will go on saying so. */
    private static IOException translated(ImageStoreException e) {
        if (FailureCodes.retryable(e.code())) {
            return new IOException(e.getMessage(), e);
        }
        throw new UnreadableManifestException(String.valueOf(e.getMessage()), e);
    }
}
