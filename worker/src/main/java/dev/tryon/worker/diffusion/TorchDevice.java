/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.tryon.worker.bundle.ExpertBundle;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The device that libtorch computes on. Immutable. */
public final class TorchDevice {

    /** Most of it is one thread's work inside libtorch; more at once would hold more bundles in memory twice. */
    private static final int LOADED_AT_ONCE = 2;

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
     * @throws IllegalStateException when there is no such device, or it computes wrong
     */
    public static TorchDevice open(String name, int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine engine = Engine.getEngine("PyTorch");
        TorchLog.errorsOnly();
        Device device = Device.fromName(name.replace("cuda:", "gpu").replace("cuda", "gpu0"));
        if (device.isGpu() && engine.getGpuCount() == 0) {
            throw new IllegalStateException(
                    "tryon.worker.device is " + name + ", but libtorch sees no GPU; set it to cpu, "
                            + "or give PYTORCH_LIBRARY_PATH a CUDA libtorch " + engine.getVersion());
        }
        try (NDManager manager = NDManager.newBaseManager(device, "PyTorch")) {
            ConvolutionCheck.run(manager);
        }
        return new TorchDevice(device);
    }

    Device device() {
        return device;
    }

    /**
     * What the device has room for.
     *
     * @param maximumBatch jobs of one expert that step together
     * @param budget bytes of experts at a time; empty: all stay
     */
    public record Room(int maximumBatch, OptionalLong budget) {
        /** All experts, and batches of so many. */
        public static Room of(int maximumBatch) {
            return new Room(maximumBatch, OptionalLong.empty());
        }
    }

    /**
     * Loads every bundle and paints one crop of nothing with each, so that the first real job finds everything warm, and
     * starts; where not all fit, those that come last stay.
     */
    public DenoiseLoop start(Collection<ExpertBundle> bundles, Room room, DenoiseObserver observer) {
        Map<String, ResidentExperts.Loadable> experts = new LinkedHashMap<>();
        for (ExpertBundle bundle : bundles) {
            experts.put(
                    bundle.manifest().expert(), new ResidentExperts.Loadable(bundle.bytes(), () -> painted(bundle)));
        }
        ResidentExperts resident = new ResidentExperts(experts, room.budget().orElse(Long.MAX_VALUE), observer);
        try {
            resident.loadAll(LOADED_AT_ONCE);
            return new DenoiseLoop(resident, room.maximumBatch(), observer).start();
        } catch (RuntimeException e) {
            resident.close();
            throw e;
        }
    }

    /** The first run of a TorchScript function compiles it. */
    private Expert painted(ExpertBundle bundle) {
        TorchExpert expert = TorchExpert.load(bundle, device);
        try {
            BlankJob.paint(expert);
            return expert;
        } catch (RuntimeException e) {
            expert.close();
            throw new IllegalStateException("the bundle in " + bundle.folder() + " cannot paint: " + e.getMessage(), e);
        }
    }
}
