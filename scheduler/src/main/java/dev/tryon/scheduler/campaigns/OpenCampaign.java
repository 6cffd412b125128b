/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Expert;
import dev.tryon.v1.UnreleasedRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign whose rows are being released: its next row, and the progress that is true when all rows taken so far are
 * committed. Used by one thread.
 */
public final class OpenCampaign {
    private final RowReader reader;
    private final CampaignProgress.Builder progress;
    private final Map<Expert, Long> seen = new EnumMap<>(Expert.class);
    private int skip;
    private final Deque<Window> next = new ArrayDeque<>();
    private @Nullable Window window;
    private int index;
    private boolean ended;

    OpenCampaign(RowReader reader, CampaignProgress.Builder progress) {
        this.reader = reader;
        this.progress = progress;
        this.skip = Position.of(progress.build()).skip();
    }

    public String tenant() {
        return progress.getTenant();
    }

    public float weight() {
        return progress.getWeight();
    }

    /** The next row; null when there is none now. */
    public @Nullable Row head() {
        return window != null && index < window.rows().size() ? window.rows().get(index) : null;
    }

    /** Whether the last row has been taken. */
    public boolean ended() {
        return ended;
    }

    /** Whether its next row is being read. */
    public boolean isReading() {
        return !ended && head() == null;
    }

    /** Gets the next windows when the present ones are used up and those have been read; returns why that failed, if so. */
    RowReader.Read.@Nullable Failed refill() {
        if (!isReading()) {
            return null;
        }
        RowReader.Read read = reader.poll();
        if (read instanceof RowReader.Read.Rows rows) {
            next.addAll(rows.windows());
            rows.windows().stream()
                    .flatMap(part -> part.rows().stream())
                    .filter(row -> !row.refused())
                    .forEach(row -> seen.merge(row.expert(), 1L, Long::sum));
            enter(next.remove());
        } else if (read instanceof RowReader.Read.End) {
            end();
        }
        return read instanceof RowReader.Read.Failed failed ? failed : null;
    }

    /** Takes the next row as released, refused or expired. */
    public Row take(Taken as) {
        Window now = window;
        if (now == null) {
            throw new IllegalStateException("no row waits");
        }
        Row row = now.rows().get(index++);
        switch (as) {
            case RELEASED -> progress.setRowsReleased(progress.getRowsReleased() + 1);
            case EXPIRED -> progress.setRowsExpired(progress.getRowsExpired() + 1);
            case REFUSED -> {
                progress.setRowsRefused(progress.getRowsRefused() + 1);
                if (progress.getMessage().isEmpty()) {
                    progress.setMessage(row.problem());
                }
            }
        }
        standAt(now);
        return row;
    }

    /** What became of a row. */
    public enum Taken {
        RELEASED,
        REFUSED,
        EXPIRED
    }

    CampaignProgress.Builder progress() {
        return progress;
    }

    /** Brings up to date what is not kept so with every row: how many rows each pool has still to get. */
    void countUnreleased() {
        progress.clearUnreleased();
        if (ended) {
            return;
        }
        int read = window == null ? 0 : window.rows().size() - index;
        long left = progress.getRowsTotal() > 0 ? Math.max(0, progress.getRowsTotal() - progress.getRowsRead()) : read;
        long all = Math.max(1, seen.values().stream().mapToLong(Long::longValue).sum());
        for (Expert expert : ExpertNames.experts()) {
            long share = Math.round((double) left * seen.getOrDefault(expert, 0L) / all);
            if (share > 0) {
                progress.addUnreleased(
                        UnreleasedRows.newBuilder().setExpert(expert).setRows(share));
            }
        }
    }

    void close() {
        reader.close();
    }

    private void enter(Window first) {
        window = first;
        index = skip;
        skip = 0;
        standAt(first);
    }

    private void standAt(Window now) {
        boolean through = index == now.rows().size();
        progress.setRowsRead(now.firstRow() + index).setNextByte(through ? now.nextByte() : now.firstByte());
        if (through && now.rows().size() < progress.getWindow()) {
            end(); // A short window is the last.
        } else if (through && !next.isEmpty()) {
            enter(next.remove());
        }
    }

    private void end() {
        ended = true;
        progress.setState(CampaignState.CAMPAIGN_STATE_FINISHED)
                .setRowsTotal(progress.getRowsRead())
                .clearUnreleased();
    }

    static CampaignProgress.Builder beginning(Campaign campaign) {
        return CampaignProgress.newBuilder()
                .setCampaignId(campaign.getCampaignId())
                .setTenant(campaign.getTenant())
                .setState(CampaignState.CAMPAIGN_STATE_RUNNING)
                .setName(campaign.getName())
                .setSubmittedAt(campaign.getSubmittedAt())
                .setWindow(Position.WINDOW)
                .setWeight(campaign.getWeight() > 0 ? campaign.getWeight() : 1);
    }
}
