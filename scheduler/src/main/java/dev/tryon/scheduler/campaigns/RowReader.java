/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a campaign's windows ahead on another thread, so that a slow store keeps nobody waiting but its own campaign.
 * Some windows are read at a time, since what is read at a time is what one transaction can release. Holds those that are
 * read now; whoever polls holds those that were. Used by one thread; the source is touched by the reading task alone.
 */
final class RowReader {
    private static final Logger log = LoggerFactory.getLogger(RowReader.class);

    private final Executor readers;
    private final RowSource.Opener opener;
    private final Campaign campaign;
    private final Position from;
    private final ReadAhead readAhead;
    private @Nullable RowSource source;
    private @Nullable FutureTask<List<Window>> ahead;

    /** @param readAhead knows of this reader, and is told when it is closed */
    RowReader(Executor readers, RowSource.Opener opener, Campaign campaign, Position from, ReadAhead readAhead) {
        this.readers = readers;
        this.opener = opener;
        this.campaign = campaign;
        this.from = from;
        this.readAhead = readAhead;
    }

    /** What reading came to. */
    sealed interface Read {
        /** Not there yet. */
        record Pending() implements Read {}

        /** The next windows, one or more. */
        record Rows(List<Window> windows) implements Read {}

        /** There are no more rows. */
        record End() implements Read {}

        /** It failed. A person must act, or it may be tried again with a new reader. */
        record Failed(String message, boolean forGood) implements Read {}
    }

    /** The next windows when they are there, never waiting; reading of those after them begins at once. */
    Read poll() {
        if (ahead == null) {
            ahead = task();
            return new Read.Pending();
        }
        if (!ahead.isDone()) {
            return new Read.Pending();
        }
        try {
            List<Window> windows = ahead.get();
            if (windows.isEmpty()) {
                return new Read.End();
            }
            ahead = task();
            return new Read.Rows(windows);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Read.Failed(String.valueOf(cause.getMessage()), cause instanceof UnreadableManifestException);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Read.Pending();
        }
    }

    /** Closes the source when the task that may be reading it has ended. */
    void close() {
        readAhead.closed();
        readers.execute(() -> {
            try {
                if (source != null) {
                    source.close();
                }
            } catch (IOException e) {
                log.atDebug()
                        .setCause(e)
                        .addKeyValue("campaignId", campaign.getCampaignId())
                        .log("could not close");
            }
        });
    }

    private FutureTask<List<Window>> task() {
        FutureTask<List<Window>> task = new FutureTask<>(this::read);
        readers.execute(task);
        return task;
    }

    private List<Window> read() throws IOException {
        if (source == null) {
            source = opener.open(campaign, from.firstRow(), from.firstByte());
        }
        List<Window> windows = new ArrayList<>();
        Optional<Window> window = source.next(from.size());
        long bytes = 0;
        while (window.isPresent()) {
            windows.add(window.get());
            bytes += window.get().nextByte() - window.get().firstByte();
            boolean more = window.get().rows().size() == from.size() && readAhead.another(windows.size(), bytes);
            window = more ? source.next(from.size()) : Optional.empty();
        }
        return windows;
    }
}
