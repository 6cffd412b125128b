/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/**
 * Releases the temporaries of a computation when it ends, whichever way it ends. A {@link Mat}'s pixels lie outside
 * the Java heap: without this they stay until the garbage collector, which does not feel them, happens to run.
 *
 * <p>Owned by the method that opens it, in a try-with-resources; not thread-safe.
 */
public final class MatScope implements AutoCloseable {
    static {
        NativeOpenCv.load();
    }

    private final Deque<Mat> mats = new ArrayDeque<>();

    /** A new empty temporary. */
    public Mat create() {
        return track(new Mat());
    }

    /** Takes over {@code mat}: it is released when this scope closes. */
    public <M extends Mat> M track(M mat) {
        mats.push(mat);
        return mat;
    }

    @Override
    public void close() {
        while (!mats.isEmpty()) {
            // Held until it is released: the finalizer would delete what nothing holds under native code's hands.
            mats.element().release();
            mats.pop();
        }
    }
}
