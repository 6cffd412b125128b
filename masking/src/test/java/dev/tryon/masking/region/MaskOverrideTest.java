/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import dev.tryon.v1.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class MaskOverrideTest {
    static {
        NativeOpenCv.load();
    }

    @Test
    void isScaledToTheSubject() throws PhotoRejectedException {
        Mat drawn = new Mat(100, 100, CvType.CV_8UC1, new Scalar(0));
        Imgproc.rectangle(drawn, new Rect(50, 0, 50, 100), new Scalar(255), Imgproc.FILLED);

        Region region = MaskOverride.region(photo(drawn), new Size(600, 300));

        assertThat(region.mask().size()).isEqualTo(new Size(600, 300));
        assertThat(Core.countNonZero(region.mask())).isEqualTo(300 * 300);
    }

    @Test
    void takesHolesInABlackPictureForTheMask() throws PhotoRejectedException {
        Mat drawn = new Mat(100, 100, CvType.CV_8UC4, new Scalar(0, 0, 0, 0));
        Imgproc.rectangle(drawn, new Rect(0, 0, 50, 100), new Scalar(0, 0, 0, 255), Imgproc.FILLED);

        Region region = MaskOverride.region(photo(drawn), new Size(100, 100));

        assertThat(Core.countNonZero(region.mask())).isEqualTo(5000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void isRejectedWhenItIsEmptyOrCoversEverything(int level) throws PhotoRejectedException {
        Photo drawn = photo(new Mat(100, 100, CvType.CV_8UC1, new Scalar(level)));

        assertThatThrownBy(() -> MaskOverride.region(drawn, new Size(100, 100)))
                .isInstanceOfSatisfying(
                        PhotoRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.MASK_OVERRIDE_INVALID));
    }

    private static Photo photo(Mat picture) throws PhotoRejectedException {
        return Photo.decode(Pictures.encode(".png", picture), new PhotoLimits(1_000_000, 1, 16));
    }
}
