/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.comfyui.ComfyEngine;
import dev.tryon.worker.diffusion.Canary;
import dev.tryon.worker.diffusion.DenoiseLoop;
import dev.tryon.worker.diffusion.Engine;
import dev.tryon.worker.diffusion.TorchDevice;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines that a worker's experts need, each watched by a canary. Used by one thread until started; owns them. */
final class WorkerEngines implements AutoCloseable {

    private final WorkerConfig config;
    private final Capacity capacity;
    private final DeviceMetrics metrics;
    private final Map<String, Engine> engines = new HashMap<>();
    private final List<Canary> canaries = new ArrayList<>();
    private final Closing closing = new Closing();

    WorkerEngines(WorkerConfig config, Capacity capacity, DeviceMetrics metrics) {
        this.config = config;
        this.capacity = capacity;
        this.metrics = metrics;
    }

    /** Returns when all experts of engine djl have painted, and each engine has been looked at once. */
    WorkerEngines start(List<ExpertBundle> bundles) {
        List<ExpertBundle> torch = of(bundles, BundleManifest.DJL);
        if (!torch.isEmpty()) {
            DenoiseLoop loop = closing.add(TorchDevice.open(config.device(), config.threads())
                    .start(torch, new TorchDevice.Room(capacity.batch(), config.memoryBudgetBytes()), metrics));
            metrics.watch(loop, capacity.batch());
            BundleManifest loadedLast = torch.get(torch.size() - 1).manifest();
            add(BundleManifest.DJL, loop, () -> loop.latest().orElse(loadedLast));
        }
        List<ExpertBundle> workflows = of(bundles, BundleManifest.COMFYUI);
        if (!workflows.isEmpty()) {
            add(
                    BundleManifest.COMFYUI,
                    closing.add(new ComfyEngine(server(workflows), workflows)),
                    workflows.get(0)::manifest);
        }
        metrics.watch(this);
        return this;
    }

    /** What paints an expert. */
    Engine of(ExpertBundle bundle) {
        return Objects.requireNonNull(engines.get(bundle.manifest().engine()));
    }

    boolean alive() {
        return engines.values().stream().allMatch(Engine::alive);
    }

    /** Whether what is leased now can be painted. */
    boolean paint() {
        return alive() && problem().isEmpty();
    }

    /** Why no work should come here, as of the last look; empty when all engines paint. */
    Optional<String> problem() {
        return canaries.stream().flatMap(canary -> canary.problem().stream()).findFirst();
    }

    @Override
    public void close() {
        closing.close();
    }

    private void add(String name, Engine engine, Supplier<BundleManifest> atHand) {
        engines.put(name, engine);
        Canary canary = new Canary(
                engine, atHand, config.canary().every(), config.canary().patience());
        canaries.add(closing.add(canary).start());
    }

    private URI server(List<ExpertBundle> workflows) {
        URI url = config.comfyui()
                .url()
                .orElseThrow(() -> new InvalidConfigurationException(
                        "tryon.worker.comfyui.url is not set, but expert "
                                + workflows.get(0).manifest().expert()
                                + " is a ComfyUI workflow; set it to the server, as http://gpu-1:8188",
                        null));
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new InvalidConfigurationException(
                    "tryon.worker.comfyui.url is " + url + "; it must begin with http:// or https://", null);
        }
        return url;
    }

    private static List<ExpertBundle> of(List<ExpertBundle> bundles, String engine) {
        return bundles.stream()
                .filter(bundle -> bundle.manifest().engine().equals(engine))
                .toList();
    }
}
