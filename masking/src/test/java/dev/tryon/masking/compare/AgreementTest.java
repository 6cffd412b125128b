/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.raster.Shapes;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;

class AgreementTest {
    private static final Offset<Double> EXACTLY = within(1e-12);

    static {
        NativeOpenCv.load();
    }

    /** 100 x 10, 255 in these columns. */
    private static Mat columns(int from, int to) {
        Mat mask = Shapes.blank(new Size(100, 10));
        mask.submat(0, 10, from, to).setTo(new Scalar(255));
        return mask;
    }

    @Test
    void countsWhatIsCoveredAndWhatIsSpilled() {
        Agreement agreement = Agreement.of(columns(20, 60), columns(30, 80), columns(10, 25), columns(0, 65));

        assertThat(agreement.recall()).isCloseTo(30.0 / 50, EXACTLY);
        assertThat(agreement.recallOnPerson()).isCloseTo(30.0 / 35, EXACTLY);
        assertThat(agreement.spill()).isCloseTo(5.0 / 15, EXACTLY);
        assertThat(agreement.precision()).isCloseTo(30.0 / 40, EXACTLY);
        assertThat(agreement.iou()).isCloseTo(30.0 / 60, EXACTLY);
    }

    @Test
    void doesNotBlameForWhatIsBothTruthAndProtected() {
        assertThat(Agreement.of(columns(20, 60), columns(20, 60), columns(50, 70), columns(0, 100))
                        .spill())
                .isZero();
    }

    @Test
    void hasNoSpillWhereNothingIsProtected() {
        assertThat(Agreement.of(columns(20, 60), columns(20, 60), columns(0, 0), columns(0, 100))
                        .spill())
                .isNaN();
    }

    @ParameterizedTest
    @EnumSource(
            value = ParsingLabels.class,
            names = {"ATR", "LIP", "PASCAL", "SKIN_CLOTHES_HAIR"})
    void readsGreyLevelsAsLabels(ParsingLabels labels) {
        Mat map = new Mat(10, labels.names().size(), CvType.CV_8UC3);
        for (int label = 0; label < labels.names().size(); label++) {
            map.col(label).setTo(Scalar.all(label));
        }

        for (int label = 0; label < labels.names().size(); label++) {
            Mat selected = labels.select(map, List.of(labels.names().get(label)));
            assertThat(Core.countNonZero(selected)).isEqualTo(10);
            assertThat(Core.countNonZero(selected.col(label))).isEqualTo(10);
        }
    }

    @Test
    void readsThePaletteOfVoc() {
        Mat map = new Mat(1, 4, CvType.CV_8UC3, new Scalar(0, 0, 0));
        map.put(0, 1, 0, 0, 128); // 4, upper-clothes
        map.put(0, 2, 192, 128, 0); // 11, face
        map.put(0, 3, 192, 0, 0); // 9, left-shoe

        assertThat(hits(map, "upper-clothes")).containsExactly(0, 255, 0, 0);
        assertThat(hits(map, "face", "shoe")).containsExactly(0, 0, 255, 255);
        assertThat(hits(map, "#c08000")).containsExactly(0, 0, 255, 0);
    }

    private static int[] hits(Mat map, String... labels) {
        Mat selected = ParsingLabels.ATR.select(map, List.of(labels));
        int[] hits = new int[map.cols()];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = (int) selected.get(0, i)[0];
        }
        return hits;
    }

    @Test
    void refusesAMapOfOtherLabels() {
        Mat photo = new Mat(10, 10, CvType.CV_8UC3, new Scalar(13, 77, 200));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParsingLabels.LIP.select(photo, List.of("face")))
                .withMessageContaining("100 %")
                .withMessageContaining("lip");
    }

    @Test
    void namesTheLabelsThatThereAre() {
        Mat map = new Mat(10, 10, CvType.CV_8UC3, Scalar.all(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParsingLabels.PASCAL.select(map, List.of("nose")))
                .withMessageContaining("nose")
                .withMessageContaining("lower-arms");
    }
}
