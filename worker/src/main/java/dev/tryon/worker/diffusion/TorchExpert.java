/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Path;

/** An expert whose three functions are TorchScript. */
final class TorchExpert implements Expert {

    private final BundleManifest manifest;
    private final Closing closing;
    private final Model conditioner;
    private final Model denoiser;
    private final Model decoder;

    private TorchExpert(BundleManifest manifest, Closing closing, Model conditioner, Model denoiser, Model decoder) {
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
                    closing.add(model(bundle.file("conditioner"), device)),
                    closing.add(model(bundle.file("denoiser"), device)),
                    closing.add(model(bundle.file("decoder"), device)));
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
        return denoiser.getNDManager().newSubManager();
    }

    @Override
    public NDList condition(NDManager manager, DenoiseJob.Pictures pictures) {
        BundleManifest.Size canvas = manifest.canvas();
        BundleManifest.Size product = manifest.product();
        NDList inputs = new NDList(
                manager.create(pictures.maskedCrop(), new Shape(1, 3, canvas.height(), canvas.width())),
                manager.create(pictures.mask(), new Shape(1, 1, canvas.height(), canvas.width())),
                manager.create(pictures.product(), new Shape(1, 3, product.height(), product.width())),
                manager.create(pictures.placed(), new Shape(1, 4, canvas.height(), canvas.width())));
        return forward(conditioner, inputs);
    }

    @Override
    public NDArray predict(NDArray noisy, NDArray timestep, NDList condition, NDArray guidance) {
        NDList inputs = new NDList(noisy, timestep);
        inputs.addAll(asTuple(condition));
        inputs.add(guidance);
        return forward(denoiser, inputs).singletonOrThrow();
    }

    @Override
    public NDArray decode(NDArray latent, NDList condition) {
        NDList inputs = new NDList(latent);
        inputs.addAll(asTuple(condition));
        return forward(decoder, inputs).singletonOrThrow();
    }

    @Override
    public void close() {
        closing.close();
    }

    /** DJL packs neighbours whose names end with "()" into one TorchScript tuple. */
    private static NDList asTuple(NDList condition) {
        for (NDArray part : condition) {
            part.setName("condition()");
        }
        return condition;
    }

    private static NDList forward(Model model, NDList inputs) {
        return model.getBlock().forward(new ParameterStore(inputs.head().getManager(), false), inputs, false);
    }

    private static Model model(Path file, Device device) throws IOException, MalformedModelException {
        Model model = Model.newInstance(file.getFileName().toString(), device, "PyTorch");
        try {
            model.load(file.getParent(), file.getFileName().toString());
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
