/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.photo.Orientation;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoFormat;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoMetadata;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.photo.Pictures;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class PreviewTest {
    @Test
    void standsUprightAndSmall() throws PhotoRejectedException {
        Mat stored = new Mat(400, 800, CvType.CV_16UC3, Scalar.all(0));
        stored.submat(new Rect(0, 0, 400, 400)).setTo(Scalar.all(65535));

        try (Photo preview = decode(Preview.jpeg(stored, Orientation.ROTATED_90, 200))) {
            assertThat(preview.format()).isEqualTo(PhotoFormat.JPEG);
            assertThat(preview.orientation()).isEqualTo(Orientation.NORMAL);
            assertThat(preview.width()).isEqualTo(100);
            assertThat(preview.height()).isEqualTo(200);
            assertThat(preview.uprightRgb().get(50, 50)[0]).isCloseTo(255, within(2.0));
            assertThat(preview.uprightRgb().get(150, 50)[0]).isCloseTo(0, within(2.0));
        }
    }

    @Test
    void carriesTheProfileOfTheResult() throws PhotoRejectedException {
        PhotoMetadata metadata = Pictures.metadata(Orientation.ROTATED_180, Pictures.largeProfile());

        try (Photo preview = decode(Preview.jpeg(Pictures.noise(90, 80, CvType.CV_8UC3, 1), metadata, 80))) {
            assertThat(preview.iccProfile()).hasValue(Pictures.largeProfile());
            assertThat(preview.orientation()).isEqualTo(Orientation.NORMAL);
        }
    }

    @Test
    void leavesSmallPicturesTheirSize() throws PhotoRejectedException {
        try (Photo preview = decode(Preview.jpeg(Pictures.noise(80, 70, CvType.CV_8UC1, 1), Orientation.NORMAL, 512))) {
            assertThat(preview.width()).isEqualTo(80);
        }
    }

    @Test
    void laysTransparencyOverWhite() throws PhotoRejectedException {
        Mat half = new Mat(80, 80, CvType.CV_8UC4, new Scalar(0, 0, 0, 128));

        try (Photo preview = decode(Preview.jpeg(half, Orientation.NORMAL, 80))) {
            assertThat(preview.uprightRgb().get(40, 40)[0]).isCloseTo(127, within(2.0));
        }
    }

    private static Photo decode(byte[] jpeg) throws PhotoRejectedException {
        return Photo.decode(jpeg, PhotoLimits.defaults());
    }
}
