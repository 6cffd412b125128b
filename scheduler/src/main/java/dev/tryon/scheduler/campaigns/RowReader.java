/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a campaign's windows ahead on another thread, so that a slow store keeps nobody waiting but its own campaign.
 * Holds at most two windows: the one that is read and the one that was. Used by one thread; the source is touched by the
 * reading task alone.
 */
final class RowReader {
    private static final Logger log = LoggerFactory.getLogger(RowReader.class);

    private final Executor readers;
    private final RowSource.Opener opener;
    private final Campaign campaign;
    private final Position from;
    private @Nullable RowSource source;
    private @Nullable FutureTask<Optional<Window>> ahead;

    RowReader(Executor readers, RowSource.Opener opener, Campaign campaign, Position from) {
        this.readers = readers;
        this.opener = opener;
        this.campaign = campaign;
        this.from = from;
    }

    /** What reading came to. */
    sealed interface Read {
        /** Not there yet. */
        record Pending() implements Read {}

        /** The next window. */
        record Rows(Window window) implements Read {}

        /** There are no more rows. */
        record End() implements Read {}

        /** It failed. A person must act, or it may be tried again with a new reader. */
        record Failed(String message, boolean forGood) implements Read {}
    }

    /** The next window when it is there, never waiting; reading of the one after it begins at once. */
    Read poll() {
        if (ahead == null) {
            ahead = task();
            return new Read.Pending();
        }
        if (!ahead.isDone()) {
            return new Read.Pending();
        }
        try {
            Optional<Window> window = ahead.get();
            ahead = window.isPresent() ? task() : ahead;
            return window.<Read>map(Read.Rows::new).orElseGet(Read.End::new);
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

    private FutureTask<Optional<Window>> task() {
        FutureTask<Optional<Window>> task = new FutureTask<>(() -> {
            if (source == null) {
                source = opener.open(campaign, from.firstRow(), from.firstByte());
            }
            return source.next(from.size());
        });
        readers.execute(task);
        return task;
    }
}
