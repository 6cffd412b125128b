/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final PictureSize SIZE = new PictureSize(240, 320);

    @ParameterizedTest
    @EnumSource(Expert.class)
    void drawsTheSamePicturesForTheSameSeed(Expert expert) {
        FigureSample first = new FigureSampler(expert, 5, SIZE).sample(3);
        FigureSample again = new FigureSampler(expert, 5, SIZE).sample(3);
        assertThat(again.photo().srgb()).isEqualTo(first.photo().srgb());
        assertThat(again.before().srgb()).isEqualTo(first.before().srgb());
        assertThat(again.product().srgb()).isEqualTo(first.product().srgb());
        assertThat(again.evidence()).isEqualTo(first.evidence());
    }

    @ParameterizedTest
    @EnumSource(Expert.class)
    void photoAndBeforeDiffer(Expert expert) {
        int same = 0;
        for (int i = 1; i <= 6; i++) {
            FigureSample sample = new FigureSampler(expert, 5, SIZE).sample(i);
            same += Arrays.equals(sample.photo().srgb(), sample.before().srgb()) ? 1 : 0;
        }
        assertThat(same).isZero();
    }

    @ParameterizedTest
    @EnumSource(Expert.class)
    void faceMeshLiesOnTheFigureAndAroundTheLandmarksOfTheFace(Expert expert) {
        int meshes = 0;
        for (int i = 1; i <= 8; i++) {
            Evidence evidence = new FigureSampler(expert, 5, SIZE).sample(i).evidence();
            List<List<Double>> face = evidence.face();
            if (face == null) {
                continue;
            }
            meshes++;
            // 1 is the tip of the nose; 33 and 263 are the outer corners of the eyes.
            double eyes = face.get(263).get(0) - face.get(33).get(0);
            assertThat(distance(face.get(1), evidence.body().get(0))).isLessThan(0.35 * eyes);
            assertThat(distance(face.get(263), evidence.body().get(3))).isLessThan(0.25 * eyes);
            assertThat(distance(face.get(33), evidence.body().get(6))).isLessThan(0.25 * eyes);
        }
        // Shoes are often photographed without the head.
        assertThat(meshes).isGreaterThan(expert == Expert.SHOES ? 1 : 5);
    }

    @ParameterizedTest
    @EnumSource(Expert.class)
    void productCoversWhatTheExpertRepaints(Expert expert) {
        int inside = 0;
        for (int i = 1; i <= 6; i++) {
            FigureSample sample = new FigureSampler(expert, 5, SIZE).sample(i);
            byte[] photo = sample.photo().srgb();
            byte[] before = sample.before().srgb();
            byte[] silhouette = sample.photo().silhouette();
            for (int p = 0; p < silhouette.length; p++) {
                inside += silhouette[p] == -1 && photo[3 * p] != before[3 * p] ? 1 : 0;
            }
        }
        assertThat(inside / 6.0 / (SIZE.width() * SIZE.height())).isGreaterThan(0.002);
    }

    @Test
    void expertsOfOneSeedShowDifferentPeople() {
        byte[] top = new FigureSampler(Expert.TOP, 5, SIZE).sample(1).photo().srgb();
        assertThat(new FigureSampler(Expert.BOTTOM, 5, SIZE).sample(1).photo().srgb())
                .isNotEqualTo(top);
    }

    /** Without it there would be nothing to learn: the scene stands in the photo as it was given. */
    @Test
    void peopleThrowShadowsOnMostScenes() {
        int shaded = 0;
        for (int i = 1; i <= 24; i++) {
            FigureSample sample = new FigureSampler(Expert.BG, 5, SIZE).sample(i);
            shaded += darker(sample) > 0.01 ? 1 : 0;
        }
        assertThat(shaded).isGreaterThan(14);
    }

    /** The share of the scene that is darker in the photo, by more than rounding. */
    private static double darker(FigureSample sample) {
        byte[] photo = sample.photo().srgb();
        byte[] scene = sample.product().srgb();
        byte[] silhouette = sample.photo().silhouette();
        int seen = 0;
        int dark = 0;
        for (int p = 0; p < silhouette.length; p++) {
            if (silhouette[p] == 0) {
                seen++;
                dark += (scene[3 * p + 1] & 0xff) - (photo[3 * p + 1] & 0xff) > 4 ? 1 : 0;
            }
        }
        return dark / (double) seen;
    }

    @Test
    void namesTheExpertsThatItCanDraw() {
        assertThatThrownBy(() -> Expert.named("hat"))
                .hasMessageContaining("'hat'")
                .hasMessageContaining("top, bottom");
    }

    private static double distance(List<Double> point, Evidence.Landmark landmark) {
        return Math.hypot(point.get(0) - landmark.x(), point.get(1) - landmark.y());
    }
}
