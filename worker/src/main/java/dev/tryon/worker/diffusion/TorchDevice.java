/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.tryon.worker.bundle.ExpertBundle;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

    Device device() {
        return device;
    }

    /**
     * Loads bundles, paints one crop of nothing with each so that the first real job finds everything warm, and starts.
     *
     * @param maximumBatch jobs of one expert that step together
     */
    public DenoiseLoop start(Collection<ExpertBundle> bundles, int maximumBatch, DenoiseObserver observer) {
        Map<String, Expert> experts = new HashMap<>();
        try {
            for (ExpertBundle bundle : bundles) {
                experts.put(bundle.manifest().expert(), TorchExpert.load(bundle, device));
            }
        } catch (RuntimeException e) {
            experts.values().forEach(Expert::close);
            throw e;
        }
        DenoiseLoop loop = new DenoiseLoop(experts, maximumBatch, observer).start();
        try {
            for (ExpertBundle bundle : bundles) {
                warm(loop, bundle);
            }
            return loop;
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private static void warm(DenoiseLoop loop, ExpertBundle bundle) {
        try {
            loop.submit(BlankJob.of(bundle.manifest())).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bundle in " + bundle.folder() + " cannot paint: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while warming up", e);
        }
    }
}
