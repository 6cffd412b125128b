/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.platform.terminal.Terminal;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.v1.CampaignProgress;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Follows a campaign until the last of its requests has ended: with a progress line, or as JSON, a line whenever something
 * has changed. Not thread-safe; owns neither the board nor the reader.
 */
final class CampaignFollowing {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long JSON_EVERY = Duration.ofSeconds(1).toNanos();

    private final CampaignBoard board;
    private final ResultsReader reader;
    private final PrintWriter out;
    private final boolean json;
    private final ProgressLine line;
    private String printed = "";
    private long printedAt = System.nanoTime() - JSON_EVERY;

    CampaignFollowing(CampaignBoard board, ResultsReader reader, PrintWriter out, PrintWriter err, boolean json) {
        this.board = board;
        this.reader = reader;
        this.out = out;
        this.json = json;
        boolean terminal = !json && Terminal.present();
        this.line = new ProgressLine(json ? new PrintWriter(Writer.nullWriter()) : err, terminal, System::nanoTime);
    }

    /** @return {@link ExitCode}: whether all completed, not all did, or it is not over in time */
    int toTheEnd(String campaignId, Duration timeout) {
        long start = System.nanoTime();
        CampaignTally tally = new CampaignTally(campaignId);
        Optional<CampaignProgress> progress = Optional.empty();
        boolean over = false;
        while (!over && System.nanoTime() - start < timeout.toNanos()) {
            reader.poll(POLL).forEach(event -> tally.take(event.message()));
            progress = board.find(campaignId);
            over = progress.filter(tally::over).isPresent();
            if (json) {
                progress.ifPresent(now -> printJson(now, tally));
            }
            progress.ifPresent(now -> line.show(tally.ended(), share(now, tally), what(now)));
        }
        line.clear();
        progress.ifPresent(now -> {
            String last = json ? CampaignText.json(now, tally) : CampaignText.of(now, tally);
            if (!last.equals(printed)) {
                out.println(last);
                out.flush();
            }
        });
        if (!over) {
            return ExitCode.TIMED_OUT;
        }
        boolean all = tally.completed() == progress.get().getRowsTotal();
        return all ? ExitCode.COMPLETED : ExitCode.FAILED;
    }

    private void printJson(CampaignProgress progress, CampaignTally tally) {
        String now = CampaignText.json(progress, tally);
        if (!now.equals(printed) && System.nanoTime() - printedAt >= JSON_EVERY) {
            out.println(now);
            out.flush();
            printed = now;
            printedAt = System.nanoTime();
        }
    }

    private static OptionalDouble share(CampaignProgress progress, CampaignTally tally) {
        return progress.getRowsTotal() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) tally.ended() / progress.getRowsTotal());
    }

    private static String what(CampaignProgress progress) {
        return String.format(
                Locale.ROOT,
                "ended, %,d released, %s",
                progress.getRowsReleased(),
                CampaignText.state(progress.getState()));
    }
}
