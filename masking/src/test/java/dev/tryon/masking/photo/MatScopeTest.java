/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;

class MatScopeTest {

    @Test
    void releasesWhatItTracks() {
        MatScope scope = new MatScope();
        Mat pixels = scope.track(Mat.zeros(new Size(4, 3), CvType.CV_8UC1));

        scope.close();

        assertThat(pixels.empty()).isTrue();
    }

    /**
     * What the scope let go of first would be held by nothing while native code releases it, and the finalizer might delete
     * it under its hands. A release that breaks off shows who still holds the picture.
     */
    @Test
    void holdsWhatItReleasesUntilItIsReleased() {
        MatScope scope = new MatScope();
        BreaksOffOnce pixels = scope.track(new BreaksOffOnce());

        assertThatThrownBy(scope::close).isInstanceOf(IllegalStateException.class);
        scope.close();

        assertThat(pixels.releases).isEqualTo(2);
    }

    private static final class BreaksOffOnce extends Mat {
        private int releases;

        @Override
        public void release() {
            releases++;
            if (releases == 1) {
                throw new IllegalStateException("broke off");
            }
            super.release();
        }
    }
}
