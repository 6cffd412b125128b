/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.ModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;

/** An expert whose three functions are TorchScript. */
final class TorchExpert implements Expert {

    private final BundleManifest manifest;
    private final Closing closing;
    private final TorchFunction conditioner;
    private final TorchFunction denoiser;
    private final TorchFunction decoder;

    private TorchExpert(
            BundleManifest manifest,
            Closing closing,
            TorchFunction conditioner,
            TorchFunction denoiser,
            TorchFunction decoder) {
        this.manifest = manifest;
        this.closing = closing;
        this.conditioner = conditioner;
        this.denoiser = denoiser;
        this.decoder = decoder;
    }

    /** @throws BundleRefusedException when libtorch cannot load a file */
    static TorchExpert load(ExpertBundle bundle, Device device) {
        Closing closing = new Closing();
        try {
            return new TorchExpert(
                    bundle.manifest(),
                    closing,
                    closing.add(TorchFunction.load(bundle.file("conditioner"), device)),
                    closing.add(TorchFunction.load(bundle.file("denoiser"), device)),
                    closing.add(TorchFunction.load(bundle.file("decoder"), device)));
        } catch (IOException | ModelException e) {
            closing.close();
            throw new BundleRefusedException(
                    "libtorch cannot load the bundle in " + bundle.folder() + ": " + e.getMessage()
                            + "; export it for libtorch 2.7",
                    e);
        }
    }

    @Override
    public BundleManifest manifest() {
        return manifest;
    }

    @Override
    public NDManager newManager() {
        return denoiser.newManager();
    }

    @Override
    public NDList condition(NDManager manager, DenoiseJob.Pictures pictures) {
        BundleManifest.Size canvas = manifest.canvas();
        BundleManifest.Size product = manifest.product();
        return conditioner.call(
                manager,
                new TorchArguments()
                        .tensor(manager.create(pictures.maskedCrop(), new Shape(1, 3, canvas.height(), canvas.width())))
                        .tensor(manager.create(pictures.mask(), new Shape(1, 1, canvas.height(), canvas.width())))
                        .tensor(manager.create(pictures.product(), new Shape(1, 3, product.height(), product.width())))
                        .tensor(manager.create(pictures.placed(), new Shape(1, 4, canvas.height(), canvas.width()))));
    }

    @Override
    public NDArray predict(NDArray noisy, NDArray timestep, NDList condition, NDArray guidance) {
        TorchArguments arguments = new TorchArguments()
                .tensor(noisy)
                .tensor(timestep)
                .tuple(condition)
                .tensor(guidance);
        return denoiser.call(noisy.getManager(), arguments).singletonOrThrow();
    }

    @Override
    public NDArray decode(NDArray latent, NDList condition) {
        return decoder.call(
                        latent.getManager(), new TorchArguments().tensor(latent).tuple(condition))
                .singletonOrThrow();
    }

    @Override
    public void close() {
        closing.close();
    }
}
