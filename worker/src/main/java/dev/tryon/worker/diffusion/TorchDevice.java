/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.util.concurrent.ExecutionException;

/** The device that libtorch computes on. Immutable. */
public final class TorchDevice {

    private final Device device;

    private TorchDevice(Device device) {
        this.device = device;
    }

    /**
     * Starts libtorch, once per process and without a network: whatever is needed came from the class path or from
     * {@code PYTORCH_LIBRARY_PATH}.
     *
     * @param name {@code cpu}, {@code cuda:0}, …
     * @param threads of one operation on a CPU
     */
    public static TorchDevice open(String name, int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine engine = Engine.getEngine("PyTorch");
        Device device = Device.fromName(name.replace("cuda:", "gpu").replace("cuda", "gpu0"));
        if (device.isGpu() && engine.getGpuCount() == 0) {
            throw new IllegalStateException(
                    "tryon.worker.device is " + name + ", but libtorch sees no GPU; set it to cpu, "
                            + "or give PYTORCH_LIBRARY_PATH a CUDA libtorch " + engine.getVersion());
        }
        return new TorchDevice(device);
    }

    /** Loads a bundle, paints one crop of nothing so that the first real job finds everything warm, and starts. */
    public DenoiseLoop start(ExpertBundle bundle, int maximumBatch) {
        DenoiseLoop loop = new DenoiseLoop(Expert.load(bundle, device), maximumBatch).start();
        try {
            loop.submit(blank(bundle.manifest())).get();
            return loop;
        } catch (ExecutionException e) {
            loop.close();
            throw new IllegalStateException("the bundle in " + bundle.folder() + " cannot paint: " + e.getCause(), e);
        } catch (InterruptedException e) {
            loop.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while warming up", e);
        }
    }

    private static DenoiseJob blank(BundleManifest manifest) {
        int pixels = manifest.canvas().width() * manifest.canvas().height();
        int productPixels = manifest.product().width() * manifest.product().height();
        return new DenoiseJob(
                new float[3 * pixels],
                new float[pixels],
                new float[3 * productPixels],
                new float[4 * pixels],
                new dev.tryon.worker.sampler.FlowMatchEuler(
                        1, manifest.sampler().strength(), 1),
                (float) manifest.sampler().guidance(),
                0,
                steps -> {},
                () -> false);
    }
}
