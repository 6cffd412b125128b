/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of the jobs that step together, as one batch.
 *
 * <p>A condition does not change from step to step and is far larger than a latent, so the stack is kept until a job joins
 * or leaves. Used by the device's thread only; whoever steps closes it, which may be done any number of times and frees the
 * memory until the next use.
 */
final class StackedConditions implements AutoCloseable {

    private List<ActiveJob> jobs = List.of();
    private @Nullable NDManager manager;
    private NDList stacked = new NDList();

    /** The conditions of these jobs of one expert; the arrays stay this object's. */
    NDList of(Expert expert, List<ActiveJob> batch) {
        if (!same(batch)) {
            close();
            NDManager fresh = expert.newManager();
            manager = fresh;
            stacked = DenoiseBatch.conditions(fresh, batch);
            jobs = List.copyOf(batch);
        }
        return stacked;
    }

    /** Gives the memory up where one of these jobs has left. */
    void forget(List<ActiveJob> left) {
        if (jobs.stream().anyMatch(left::contains)) {
            close();
        }
    }

    @Override
    public void close() {
        jobs = List.of();
        stacked = new NDList();
        NDManager old = manager;
        manager = null;
        if (old != null) {
            old.close();
        }
    }

    private boolean same(List<ActiveJob> batch) {
        if (batch.size() != jobs.size() || batch.isEmpty()) {
            return false;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i) != jobs.get(i)) {
                return false;
            }
        }
        return true;
    }
}
