/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;

/** A TorchScript file, loaded. Used by the device's thread; whoever loads it closes it. */
final class TorchFunction implements AutoCloseable {

    private final Model model;
    private final PtSymbolBlock block;

    private TorchFunction(Model model, PtSymbolBlock block) {
        this.model = model;
        this.block = block;
    }

    static TorchFunction load(Path file, Device device) throws IOException, MalformedModelException {
        Model model = Model.newInstance(file.getFileName().toString(), device, "PyTorch");
        try {
            model.load(file.getParent(), file.getFileName().toString());
            PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
            JniUtils.enableInferenceMode(block);
            return new TorchFunction(model, block);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** A scope for tensors on this function's device. */
    NDManager newManager() {
        return model.getNDManager().newSubManager();
    }

    /**
     * Runs it.
     *
     * @param arguments closed by this
     * @return what it returns, a tuple as its parts, owned by the manager
     */
    NDList call(NDManager owner, TorchArguments arguments) {
        try (arguments;
                IValue result = IValueUtils.forward(block, arguments.values())) {
            return result.toNDList((PtNDManager) owner);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
