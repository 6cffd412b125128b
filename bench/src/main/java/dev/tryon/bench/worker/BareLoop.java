/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.bench.Samples;
import dev.tryon.v1.Lane;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.diffusion.BareDenoiser;
import dev.tryon.worker.diffusion.DenoiseJob;
import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.DenoiseObserver;
import dev.tryon.worker.diffusion.TorchDevice;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The denoise loop with nothing around it: jobs are there before it asks. Used by one thread. */
final class BareLoop {

    private static final int WARM = 5;

    private final ExpertBundle bundle;
    private final TorchDevice device;

    BareLoop(Path bundle, int threads) {
        this.bundle = ExpertBundle.open(bundle);
        this.device = TorchDevice.open("cpu", threads);
    }

    ExpertBundle bundle() {
        return bundle;
    }

    /** Jobs per second of a loop that always has twice a batch at hand; the first batch is not counted. */
    double jobsPerSecond(int batch, int steps, int jobs) throws Exception {
        try (DenoiseLoop loop = device.start(List.of(bundle), TorchDevice.Room.of(batch), new StepTimes())) {
            DeviceCore.keepDevice(ProcessHandle.current().pid());
            Deque<CompletableFuture<float[]>> underWay = new ArrayDeque<>();
            int sent = 0;
            long start = System.nanoTime();
            for (int ended = 0; ended < jobs + batch; ended++) {
                while (underWay.size() < 2 * batch) {
                    underWay.add(loop.submit(job(steps, sent++)));
                }
                if (ended == batch) {
                    start = System.nanoTime();
                }
                underWay.remove().get();
            }
            return jobs / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** Milliseconds of the denoiser's forward for one job; the first ones compile and are not counted. */
    Samples forwards(int count) throws InterruptedException {
        Samples samples = new Samples();
        Thread thread = new Thread(() -> forwards(count, samples), "device");
        thread.start();
        thread.join();
        return samples;
    }

    private void forwards(int count, Samples samples) {
        DeviceCore.keepDevice(ProcessHandle.current().pid());
        try (BareDenoiser denoiser = new BareDenoiser(device, bundle)) {
            for (int i = 0; i < WARM; i++) {
                denoiser.forward();
            }
            for (int i = 0; i < count; i++) {
                samples.add(denoiser.forward() / 1e6);
            }
        }
    }

    /** Milliseconds of whole steps, one job alone: denoiser, sampler, and the copying between. */
    Samples steps(int count) throws Exception {
        StepTimes times = new StepTimes();
        try (DenoiseLoop loop = device.start(List.of(bundle), TorchDevice.Room.of(1), times)) {
            DeviceCore.keepDevice(ProcessHandle.current().pid());
            times.samples = new Samples();
            loop.submit(job(count, 1)).get();
        }
        return times.samples;
    }

    private DenoiseJob job(int steps, long seed) {
        BundleManifest manifest = bundle.manifest();
        int canvas = manifest.canvas().width() * manifest.canvas().height();
        int product = manifest.product().width() * manifest.product().height();
        return new DenoiseJob(
                manifest.expert(),
                Lane.LANE_BULK,
                new DenoiseJob.Pictures(
                        new float[3 * canvas], new float[canvas], new float[3 * product], new float[4 * canvas]),
                new DenoiseJob.Settings(
                        steps,
                        manifest.sampler().strength(),
                        (float) manifest.sampler().guidance(),
                        seed),
                new DenoiseJob.Watch(done -> {}, () -> false));
    }

    /** Written by the device's thread, read after the loop has closed. */
    private static final class StepTimes implements DenoiseObserver {
        private volatile Samples samples = new Samples();

        @Override
        public void stepped(String expert, int batch, long nanos) {
            samples.add(nanos / 1e6);
        }

        @Override
        public void outOfMemory(String expert, int batch) {
            throw new IllegalStateException("out of memory with a batch of " + batch);
        }
    }
}
