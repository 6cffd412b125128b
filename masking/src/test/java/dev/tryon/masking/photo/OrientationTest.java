/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

class OrientationTest {
    /** What stands at the top left and the top right of the upright picture, as (row, column) of the stored one. */
    @ParameterizedTest
    @CsvSource({
        "1, 0 0, 0 4",
        "2, 0 4, 0 0",
        "3, 2 4, 2 0",
        "4, 2 0, 2 4",
        "5, 0 0, 2 0",
        "6, 2 0, 0 0",
        "7, 2 4, 0 4",
        "8, 0 4, 2 4"
    })
    void turnsAsExifSays(int exif, String topLeft, String topRight) {
        Mat stored = new Mat(3, 5, CvType.CV_8UC1);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 5; column++) {
                stored.put(row, column, 10 * row + column);
            }
        }

        Mat upright = Orientation.ofExif(exif).upright(stored);

        assertThat(upright.get(0, 0)[0]).isEqualTo(value(topLeft));
        assertThat(upright.get(0, upright.cols() - 1)[0]).isEqualTo(value(topRight));
    }

    private static double value(String rowAndColumn) {
        String[] parts = rowAndColumn.split(" ", -1);
        return 10 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void storingIsTheExactInverseOfTurningUpright(Orientation orientation) {
        for (int seed = 0; seed < 20; seed++) {
            int type = CvType.makeType(seed % 2 == 0 ? CvType.CV_8U : CvType.CV_16U, 1 + seed % 4);
            Mat stored = Pictures.noise(1 + seed * 3, 40 - seed, type, seed);

            assertThat(Pictures.difference(orientation.stored(orientation.upright(stored)), stored))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void turnsBoxesAsItTurnsPictures(Orientation orientation) {
        Mat upright = Pictures.noise(31, 17, CvType.CV_8UC3, 5);
        Rect box = new Rect(3, 5, 11, 7);

        Rect stored = orientation.stored(box, upright.cols(), upright.rows());

        Mat expected = orientation.stored(upright.submat(box));
        Mat actual = orientation.stored(upright).submat(stored);
        assertThat(Pictures.difference(actual, expected)).isZero();
    }

    @Test
    void takesUnknownValuesAsUpright() {
        assertThat(Orientation.ofExif(0)).isEqualTo(Orientation.NORMAL);
        assertThat(Orientation.ofExif(9)).isEqualTo(Orientation.NORMAL);
    }
}
