/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares a resource among flows by weight, whatever the size of their pieces.
 *
 * <p>Deficit round robin (Shreedhar and Varghese, 1995): each flow has a balance. The one whose turn it is takes pieces as
 * long as its balance pays for the next; then the turn passes on. When a whole round finds nobody who can pay, all flows
 * that wait are granted rounds: quantum × weight each, as many as the first of them needs. What a flow has left over stays
 * with it for the next round, so that large pieces lose nothing to small ones; a flow that runs empty loses its balance,
 * so that nobody saves up a share that was not used. Over any stretch in which two flows wait, what they got differs from
 * their weights by at most a quantum and one piece of each.
 *
 * <p>It is a flow itself, so that levels nest: tenants, and campaigns within a tenant. The larger the quantum, the longer one
 * flow goes on at a stretch. Used by one thread.
 */
public final class DeficitRoundRobin<T> implements Flow<T> {
    private static final class Turn<T> {
        final Flow<T> flow;
        double balance;

        Turn(Flow<T> flow) {
            this.flow = flow;
        }

        boolean pays() {
            return !flow.isEmpty() && balance >= flow.headCost();
        }

        double roundsToPay(double quantum) {
            return Math.ceil((flow.headCost() - balance) / (quantum * flow.weight()));
        }
    }

    private final DoubleSupplier weight;
    private final double quantum;
    private final List<Turn<T>> turns = new ArrayList<>();
    private int current;

    /**
     * @param weight of all of this where it stands beside others
     * @param quantum what a flow of weight 1 is granted a round, in seconds of a device
     */
    public DeficitRoundRobin(DoubleSupplier weight, double quantum) {
        if (!(quantum > 0)) {
            throw new IllegalArgumentException("quantum must be more than 0, not " + quantum);
        }
        this.weight = weight;
        this.quantum = quantum;
    }

    public void add(Flow<T> flow) {
        turns.add(new Turn<>(flow));
    }

    /** Takes a flow out; does nothing when it is not there. */
    public void remove(Flow<T> flow) {
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).flow == flow) {
                turns.remove(i);
                current = turns.isEmpty() ? 0 : (i < current ? current - 1 : current % turns.size());
                return;
            }
        }
    }

    /** How many flows there are, waiting or not. */
    public int size() {
        return turns.size();
    }

    @Override
    public double weight() {
        return weight.getAsDouble();
    }

    @Override
    public boolean isEmpty() {
        for (Turn<T> turn : turns) {
            if (!turn.flow.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public double headCost() {
        return next().flow.headCost();
    }

    @Override
    public T take() {
        Turn<T> turn = next();
        turn.balance -= turn.flow.headCost();
        return turn.flow.take();
    }

    private Turn<T> next() {
        Turn<T> paying = round();
        if (paying == null) {
            grant();
            paying = round();
        }
        if (paying == null) {
            throw new IllegalStateException("nothing waits");
        }
        return paying;
    }

    /** The first from the current turn on that can pay; the turn stays there. */
    private @Nullable Turn<T> round() {
        for (int i = 0; i < turns.size(); i++) {
            Turn<T> turn = turns.get(current);
            if (turn.pays()) {
                return turn;
            }
            if (turn.flow.isEmpty()) {
                turn.balance = 0;
            }
            current = (current + 1) % turns.size();
        }
        return null;
    }

    private void grant() {
        double rounds = turns.stream()
                .filter(turn -> !turn.flow.isEmpty())
                .mapToDouble(turn -> turn.roundsToPay(quantum))
                .min()
                .orElse(0);
        for (Turn<T> turn : turns) {
            if (!turn.flow.isEmpty()) {
                turn.balance += Math.max(1, rounds) * quantum * turn.flow.weight();
            }
        }
    }
}
