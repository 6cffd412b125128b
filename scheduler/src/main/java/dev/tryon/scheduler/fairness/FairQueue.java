/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.fairness;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What waits for one pool: tenants share it by their weights, a tenant's campaigns share what the tenant gets by theirs.
 * Used by one thread.
 *
 * @param <T> a piece of work
 */
public final class FairQueue<T> {
    private final Map<String, DeficitRoundRobin<T>> tenants = new HashMap<>();
    private final ToDoubleFunction<String> weights;
    private final double quantum;
    private final DeficitRoundRobin<T> all;

    /**
     * @param weights of tenants; asked at each turn, so they may change
     * @param quantum what a weight of 1 is granted a round, in seconds of a device
     */
    public FairQueue(ToDoubleFunction<String> weights, double quantum) {
        this.weights = weights;
        this.quantum = quantum;
        this.all = new DeficitRoundRobin<>(() -> 1, quantum);
    }

    public void add(String tenant, Flow<T> campaign) {
        tenants.computeIfAbsent(tenant, this::tenant).add(campaign);
    }

    public void remove(String tenant, Flow<T> campaign) {
        DeficitRoundRobin<T> flows = tenants.get(tenant);
        if (flows != null) {
            flows.remove(campaign);
            if (flows.size() == 0) {
                tenants.remove(tenant);
                all.remove(flows);
            }
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Hands out pieces until the budget is spent, and the last of them may overdraw it: else a piece dearer than the
     * budget would never be handed out.
     *
     * @param budget in seconds of a device
     * @param most pieces at most
     * @param each is given each piece
     * @return what the pieces cost together
     */
    public double spend(double budget, int most, Consumer<T> each) {
        double spent = 0;
        for (int i = 0; i < most && spent < budget && !all.isEmpty(); i++) {
            double cost = all.headCost();
            each.accept(all.take());
            spent += cost;
        }
        return spent;
    }

    private DeficitRoundRobin<T> tenant(String name) {
        DeficitRoundRobin<T> flows = new DeficitRoundRobin<>(() -> weights.applyAsDouble(name), quantum);
        all.add(flows);
        return flows;
    }
}
