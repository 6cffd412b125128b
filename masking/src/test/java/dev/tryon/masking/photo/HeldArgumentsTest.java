/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Nothing here holds a matrix but OpenCV's own method while it runs. It is called often first, so that a JVM that may
 * compile it has: then the collector finds its arguments dead under native code's hands.
 */
class HeldArgumentsTest {
    /** Beyond what both compilers wait for. */
    private static final int OFTEN = 20_000;

    /** The argument of the latest call. */
    private volatile WeakReference<Mat> latest = new WeakReference<>(null);

    /** Set right after OpenCV's method: its frame is gone by then, and nothing holds the argument any more. */
    private volatile boolean returned;

    @Test
    void holdsReceiverWhileNativeCodeWorksOnIt() {
        assertHeld(this::inverse, 1000);
    }

    @Test
    void holdsParameterWhileNativeCodeWorksOnIt() {
        assertHeld(this::blurred, 4000);
    }

    /** @param large a side for which native code takes long enough for some collections */
    private void assertHeld(IntFunction<Mat> method, int large) {
        NativeOpenCv.load();
        for (int i = 0; i < OFTEN; i++) {
            method.apply(2).release();
        }
        WeakReference<Mat> before = latest;
        CompletableFuture<Mat> call = CompletableFuture.supplyAsync(() -> method.apply(large));
        while (latest == before) {
            Thread.onSpinWait();
        }
        WeakReference<Mat> argument = latest;
        int collections = 0;
        while (!returned && !call.isDone()) {
            System.gc();
            boolean held = argument.get() != null;
            if (!returned) {
                collections++;
                assertThat(held)
                        .as("collection %d while native code works", collections)
                        .isTrue();
            }
        }
        call.join().release();
        assertThat(collections).isPositive();
    }

    private Mat inverse(int side) {
        Mat inverse = identity(side).inv();
        returned = true;
        return inverse;
    }

    private Mat blurred(int side) {
        Mat result = new Mat();
        Imgproc.GaussianBlur(identity(side), result, new Size(99, 99), 0);
        returned = true;
        return result;
    }

    private Mat identity(int side) {
        Mat identity = Mat.eye(side, side, CvType.CV_64FC1);
        returned = false;
        latest = new WeakReference<>(identity);
        return identity;
    }
}
