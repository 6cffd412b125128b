/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of one TorchScript call, in order. Each value that libtorch is handed holds on to its tensor until it is
 * closed. DJL's own packing of arrays into a tuple (names that end with "()") closes the tuple and forgets its parts: with
 * it every call kept its condition for ever. Here all are closed. Used by one thread, for one call.
 */
final class TorchArguments implements AutoCloseable {

    private final List<IValue> arguments = new ArrayList<>();
    private final List<IValue> parts = new ArrayList<>();

    TorchArguments tensor(NDArray array) {
        arguments.add(IValue.from((PtNDArray) array));
        return this;
    }

    /** Several tensors as one argument. */
    TorchArguments tuple(NDList arrays) {
        IValue[] tuple = new IValue[arrays.size()];
        for (int i = 0; i < tuple.length; i++) {
            tuple[i] = IValue.from((PtNDArray) arrays.get(i));
            parts.add(tuple[i]);
        }
        arguments.add(IValue.tupleFrom(tuple));
        return this;
    }

    IValue[] values() {
        return arguments.toArray(IValue[]::new);
    }

    /** The tensors stay. */
    @Override
    public void close() {
        arguments.forEach(IValue::close);
        parts.forEach(IValue::close);
    }
}
