/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.worker.sampler.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Jobs of one expert that take one step together, each at its own timestep, guidance and sampler. Used by the device's
 * thread only; the jobs stay the loop's.
 */
final class DenoiseBatch {

    private final Expert expert;
    private final List<ActiveJob> jobs;

    DenoiseBatch(Expert expert, List<ActiveJob> jobs) {
        this.expert = expert;
        this.jobs = jobs;
    }

    /**
     * Runs the denoiser once and moves every job on. Nothing has moved when this throws.
     *
     * @param conditions of these jobs, stacked in their order
     * @param now steps of the loop so far
     * @return jobs that ended because their latent holds no numbers any more
     */
    List<ActiveJob> step(NDList conditions, long now) {
        try (NDManager manager = expert.newManager()) {
            NDArray latents = stacked(manager, ActiveJob::latent);
            NDArray prediction = expert.predict(
                    latents,
                    column(manager, job -> job.step().timestep()).reshape(jobs.size()),
                    conditions,
                    column(manager, job -> job.job().settings().guidance()).reshape(jobs.size()));
            NDArray next = latents.mul(column(manager, job -> job.step().next().latent()))
                    .add(prediction.mul(column(manager, job -> job.step().next().prediction())));
            boolean remembers = jobs.stream().anyMatch(DenoiseBatch::remembers);
            if (remembers) {
                NDArray before = stacked(manager, ActiveJob::clean);
                next = next.add(
                        before.mul(column(manager, job -> job.step().next().previous())));
            }
            float[] sums = next.abs().sum(new int[] {1, 2, 3}).toFloatArray();
            List<ActiveJob> broken = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                if (Float.isFinite(sums[i])) {
                    advance(i, latents, prediction, next, now);
                } else {
                    broken.add(jobs.get(i));
                }
            }
            broken.forEach(job -> job.end(JobFailedOnDeviceException.noNumbers()));
            return broken;
        }
    }

    /** The conditions of jobs of one expert as one batch. */
    static NDList conditions(NDManager manager, List<ActiveJob> jobs) {
        NDList stacked = new NDList();
        for (int part = 0; part < jobs.get(0).condition().size(); part++) {
            int index = part;
            // A job's own serves it alone: conditions are large, and a copy at every step would show.
            stacked.add(
                    jobs.size() == 1
                            ? jobs.get(0).condition().get(index)
                            : stacked(manager, jobs, job -> job.condition().get(index)));
        }
        return stacked;
    }

    private void advance(int i, NDArray latents, NDArray prediction, NDArray next, long now) {
        ActiveJob job = jobs.get(i);
        String row = i + ":" + (i + 1);
        NDArray seen = null;
        if (job.remembers()) {
            Mix clean = job.step().clean();
            seen = latents.get(row)
                    .mul((float) clean.latent())
                    .add(prediction.get(row).mul((float) clean.prediction()));
        }
        job.advance(next.get(row).duplicate(), seen, now);
    }

    private static boolean remembers(ActiveJob job) {
        return job.step().next().previous() != 0;
    }

    /** [B, 1, 1, 1] of a number per job. */
    private NDArray column(NDManager manager, ToDoubleFunction<ActiveJob> number) {
        float[] values = new float[jobs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) number.applyAsDouble(jobs.get(i));
        }
        return manager.create(values, new Shape(values.length, 1, 1, 1));
    }

    private NDArray stacked(NDManager manager, Function<ActiveJob, NDArray> part) {
        return stacked(manager, jobs, part);
    }

    /** The arrays as one batch, owned by the manager; the arrays stay with their jobs. */
    private static NDArray stacked(NDManager manager, List<ActiveJob> jobs, Function<ActiveJob, NDArray> part) {
        NDList arrays = new NDList(jobs.stream().map(part).toList());
        NDArray stacked = arrays.size() == 1 ? arrays.get(0).duplicate() : NDArrays.concat(arrays);
        stacked.attach(manager);
        return stacked;
    }
}
