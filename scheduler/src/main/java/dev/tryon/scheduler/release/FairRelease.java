/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.proto.ExpertNames;
import dev.tryon.scheduler.campaigns.CampaignTable;
import dev.tryon.scheduler.campaigns.OpenCampaign;
import dev.tryon.scheduler.campaigns.Row;
import dev.tryon.scheduler.fairness.FairQueue;
import dev.tryon.scheduler.fairness.Flow;
import dev.tryon.scheduler.fairness.Weights;
import dev.tryon.scheduler.pools.ServiceTimes;
import dev.tryon.v1.Expert;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one partition's open campaigns, one per pool: a campaign stands in the queue of the expert whose turn it is
 * in its next row. Used by one thread.
 */
final class FairRelease {
    private static final double QUANTUM_JOBS = 4;

    private final Map<Expert, FairQueue<OpenCampaign>> queues = new EnumMap<>(Expert.class);
    private final Map<OpenCampaign, List<Waiting>> flows = new HashMap<>();
    private final Map<Expert, Map<String, Double>> here = new EnumMap<>(Expert.class);
    private final Map<Expert, Map<String, Double>> elsewhere = new EnumMap<>(Expert.class);
    private final ServiceTimes times;
    private final Weights weights;
    private final CampaignTable table;
    private final int partition;

    FairRelease(ServiceTimes times, Weights weights, CampaignTable table, int partition) {
        this.times = times;
        this.weights = weights;
        this.table = table;
        this.partition = partition;
        for (Expert expert : ExpertNames.experts()) {
            queues.put(
                    expert,
                    new FairQueue<>(
                            tenant -> weights.of(tenant) * shareOfTenant(expert, tenant),
                            QUANTUM_JOBS * times.secondsPerJob(expert)));
        }
    }

    FairQueue<OpenCampaign> queue(Expert expert) {
        FairQueue<OpenCampaign> queue = queues.get(expert);
        if (queue == null) {
            throw new IllegalArgumentException("no such pool: " + expert);
        }
        return queue;
    }

    void add(OpenCampaign campaign) {
        List<Waiting> waiting = new ArrayList<>();
        queues.forEach((expert, queue) -> {
            Waiting flow = new Waiting(campaign, expert);
            queue.add(campaign.tenant(), flow);
            waiting.add(flow);
        });
        flows.put(campaign, waiting);
    }

    void remove(OpenCampaign campaign) {
        for (Waiting flow : flows.getOrDefault(campaign, List.of())) {
            queue(flow.expert).remove(campaign.tenant(), flow);
        }
        flows.remove(campaign);
    }

    /** Looks what waits here and in the other partitions; the shares hold until the next look. */
    void look() {
        queues.keySet().forEach(expert -> {
            here.put(expert, waiting(expert));
            elsewhere.put(expert, table.elsewhere(partition, expert));
        });
    }

    /** This partition's share of a pool: its tenants' weights over all tenants'. */
    double shareOfPool(Expert expert) {
        Map<String, Double> ours = here.getOrDefault(expert, Map.of());
        double mine = 0;
        double all = 0;
        for (String tenant : ours.keySet()) {
            mine += weights.of(tenant) * shareOfTenant(expert, tenant);
            all += weights.of(tenant);
        }
        for (String tenant : elsewhere.getOrDefault(expert, Map.of()).keySet()) {
            all += ours.containsKey(tenant) ? 0 : weights.of(tenant);
        }
        return all > 0 ? mine / all : 1;
    }

    private double shareOfTenant(Expert expert, String tenant) {
        double ours = here.getOrDefault(expert, Map.of()).getOrDefault(tenant, 0.0);
        double others = elsewhere.getOrDefault(expert, Map.of()).getOrDefault(tenant, 0.0);
        return others > 0 ? Math.max(ours / (ours + others), 1e-3) : 1;
    }

    private Map<String, Double> waiting(Expert expert) {
        Map<String, Double> found = new HashMap<>();
        for (OpenCampaign campaign : flows.keySet()) {
            Row head = campaign.head();
            if (head != null && !head.refused() && head.expert() == expert) {
                found.merge(campaign.tenant(), Weights.ofCampaign(campaign.weight()), Double::sum);
            }
        }
        return found;
    }

    /** A campaign as one pool's queue sees it; taking a piece leaves the row to whoever takes. */
    private final class Waiting implements Flow<OpenCampaign> {
        private final OpenCampaign campaign;
        private final Expert expert;

        Waiting(OpenCampaign campaign, Expert expert) {
            this.campaign = campaign;
            this.expert = expert;
        }

        @Override
        public double weight() {
            return Weights.ofCampaign(campaign.weight());
        }

        @Override
        public boolean isEmpty() {
            Row head = head();
            return head == null || head.refused() || head.expert() != expert;
        }

        @Override
        public double headCost() {
            Row head = head();
            return head == null
                    ? times.secondsPerJob(expert)
                    : times.predict(head.request().getSteps(0));
        }

        @Override
        public OpenCampaign take() {
            return campaign;
        }

        private @Nullable Row head() {
            return campaign.head();
        }
    }
}
