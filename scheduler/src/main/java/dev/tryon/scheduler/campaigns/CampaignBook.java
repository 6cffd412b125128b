/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The campaigns of one partition: which there are, how far each is, which are open. Restored from what Kafka has when the
 * partition is taken over. Only so many manifests are open at a time; of each tenant the oldest come first, and every
 * tenant has one open before any has two. Used by one thread.
 */
public final class CampaignBook implements AutoCloseable {
    private static final Duration TRY_AGAIN = Duration.ofSeconds(15);

    private final CampaignReaders readers;
    private final int mostOpen;
    private final CampaignOrders orders = new CampaignOrders();
    private final Map<String, CampaignEntry> running = new LinkedHashMap<>();
    private final Map<String, CampaignProgress> restored = new LinkedHashMap<>();
    private final Set<String> over = new HashSet<>();
    private final Set<CampaignEntry> changed = new LinkedHashSet<>();
    private final Queue<Counted> counts = new ConcurrentLinkedQueue<>();

    private record Counted(String campaignId, long rows) {}

    /** @param mostOpen manifests that are read at a time */
    public CampaignBook(CampaignReaders readers, int mostOpen) {
        this.readers = readers;
        this.mostOpen = mostOpen;
    }

    /** What was committed before; given before any campaign. */
    public void restore(CampaignProgress progress) {
        if (CampaignEntry.isOver(progress.getState())) {
            over.add(progress.getCampaignId());
            restored.remove(progress.getCampaignId());
        } else {
            restored.put(progress.getCampaignId(), progress);
        }
    }

    /**
     * Takes an order in.
     *
     * @param partition of tryon.control where it stands
     */
    public void take(Control order, int partition) {
        orders.take(order, partition);
        CampaignEntry entry = running.get(order.getSetCampaignState().getCampaignId());
        if (entry != null) {
            obey(entry);
        }
    }

    /** Takes a campaign in, unless it is known: the same record may be read again. */
    public void take(Campaign campaign) {
        String id = campaign.getCampaignId();
        if (over.contains(id) || running.containsKey(id)) {
            return;
        }
        CampaignProgress before = restored.remove(id);
        CampaignEntry entry =
                new CampaignEntry(campaign, before == null ? OpenCampaign.beginning(campaign) : before.toBuilder());
        List<RuleViolation> violations = RequestRules.violationsOf(campaign);
        running.put(id, entry);
        if (!violations.isEmpty()) {
            stop(
                    entry,
                    CampaignState.CAMPAIGN_STATE_CANCELLED,
                    "refused: " + violations.get(0).text());
        } else if (before == null) {
            changed.add(entry);
        }
        obey(entry);
    }

    /** Opens and closes manifests and fills windows; returns those with a next row in the order of their submission. */
    public List<OpenCampaign> open(Instant now, Consumer<OpenCampaign> opened, Consumer<OpenCampaign> closed) {
        takeCounts();
        Set<CampaignEntry> wanted = CampaignEntry.toOpen(running.values(), mostOpen);
        List<OpenCampaign> open = new ArrayList<>();
        for (CampaignEntry entry : List.copyOf(running.values())) {
            if (!wanted.contains(entry)) {
                entry.close(closed);
                continue;
            }
            if (entry.open == null && !now.isBefore(entry.notBefore)) {
                entry.open = new OpenCampaign(readers.reader(entry.campaign, entry.progress.build()), entry.progress);
                opened.accept(entry.open);
                count(entry);
            }
            if (entry.open != null) {
                refill(entry, entry.open, now, closed);
            }
            if (entry.open != null) {
                open.add(entry.open);
            }
        }
        running.values().removeIf(entry -> {
            boolean ended = entry.isOver();
            if (ended) {
                entry.close(closed);
                over.add(entry.progress.getCampaignId());
            }
            return ended;
        });
        return open;
    }

    /** Marks a campaign of which rows were taken. */
    public void touched(OpenCampaign campaign) {
        CampaignEntry entry = running.get(campaign.progress().getCampaignId());
        if (entry != null) {
            changed.add(entry);
        }
    }

    /** The progress records to write now, each with its next revision. */
    public List<CampaignProgress> changes(Instant now) {
        List<CampaignProgress> records = new ArrayList<>();
        for (CampaignEntry entry : changed) {
            if (entry.open != null) {
                entry.open.countUnreleased();
            }
            entry.progress.setRevision(entry.progress.getRevision() + 1).setAt(time(now));
            records.add(entry.progress.build());
        }
        changed.clear();
        return records;
    }

    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** When a campaign was submitted; its rows were, too. */
    public static com.google.protobuf.Timestamp submitted(OpenCampaign campaign) {
        return campaign.progress().getSubmittedAt();
    }

    @Override
    public void close() {
        running.values().forEach(entry -> entry.close(campaign -> {}));
    }

    private void refill(CampaignEntry entry, OpenCampaign open, Instant now, Consumer<OpenCampaign> closed) {
        boolean before = open.ended();
        RowReader.Read.Failed failed = open.refill();
        if (open.ended() && !before) {
            changed.add(entry);
        }
        if (failed == null) {
            return;
        }
        entry.close(closed);
        if (failed.forGood()) {
            stop(entry, CampaignState.CAMPAIGN_STATE_PAUSED, failed.message() + "; mend it and resume the campaign");
        } else {
            entry.notBefore = now.plus(TRY_AGAIN);
            stop(entry, CampaignState.CAMPAIGN_STATE_RUNNING, failed.message() + "; tried again by itself");
        }
    }

    private void count(CampaignEntry entry) {
        String id = entry.campaign.getCampaignId();
        if (entry.progress.getRowsTotal() == 0 && !entry.counting) {
            entry.counting = true;
            readers.count(entry.campaign, rows -> counts.add(new Counted(id, rows)));
        }
    }

    private void takeCounts() {
        for (Counted counted = counts.poll(); counted != null; counted = counts.poll()) {
            CampaignEntry entry = running.get(counted.campaignId());
            if (entry != null) {
                entry.progress.setRowsTotal(counted.rows());
                changed.add(entry);
            }
        }
    }

    private void obey(CampaignEntry entry) {
        CampaignState order = orders.of(entry.progress.getTenant(), entry.progress.getCampaignId());
        boolean known = order == CampaignState.CAMPAIGN_STATE_RUNNING
                || order == CampaignState.CAMPAIGN_STATE_PAUSED
                || order == CampaignState.CAMPAIGN_STATE_CANCELLED;
        if (order != null && known && order != entry.progress.getState() && !entry.isOver()) {
            entry.notBefore = Instant.MIN;
            stop(entry, order, entry.progress.getMessage());
        }
    }

    private void stop(CampaignEntry entry, CampaignState state, String message) {
        if (entry.progress.getState() != state || !entry.progress.getMessage().equals(message)) {
            entry.progress.setState(state).setMessage(message);
            changed.add(entry);
        }
    }

    private static com.google.protobuf.Timestamp time(Instant instant) {
        return com.google.protobuf.Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
