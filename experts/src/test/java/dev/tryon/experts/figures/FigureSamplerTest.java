/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tryon.experts.figures.raster.Canvas;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureSamplerTest {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 320;
    private final FigureSampler sampler = new FigureSampler(Expert.TOP, 5, new PictureSize(WIDTH, HEIGHT));

    @Test
    void drawsTheSamePicturesForTheSameSeed() {
        FigureSample first = sampler.sample(3);
        FigureSample again = new FigureSampler(Expert.TOP, 5, new PictureSize(WIDTH, HEIGHT)).sample(3);
        assertThat(again.photo().srgb()).isEqualTo(first.photo().srgb());
        assertThat(again.before().srgb()).isEqualTo(first.before().srgb());
        assertThat(again.product().srgb()).isEqualTo(first.product().srgb());
        assertThat(again.evidence()).isEqualTo(first.evidence());
    }

    @Test
    void drawsAnotherPersonForAnotherSeedOrNumber() {
        byte[] photo = sampler.sample(3).photo().srgb();
        assertThat(sampler.sample(4).photo().srgb()).isNotEqualTo(photo);
        assertThat(new FigureSampler(Expert.TOP, 6, new PictureSize(WIDTH, HEIGHT))
                        .sample(3)
                        .photo()
                        .srgb())
                .isNotEqualTo(photo);
    }

    @Test
    void landmarksThatAreSeenLieInTheSilhouette() {
        int seen = 0;
        int inside = 0;
        for (int i = 1; i <= 12; i++) {
            FigureSample sample = sampler.sample(i);
            byte[] silhouette = sample.photo().silhouette();
            for (Evidence.Landmark landmark : joints(sample.evidence())) {
                if (landmark.visibility() > 0.9) {
                    seen++;
                    int at = pixel(landmark, 0) / 3;
                    inside += (silhouette[at] & 0xff) > 127 ? 1 : 0;
                }
            }
        }
        assertThat(seen).isGreaterThan(100);
        assertThat(inside / (double) seen).isGreaterThan(0.98);
    }

    @Test
    void leftIsAtTheRightOfThePicture() {
        List<Evidence.Landmark> body = sampler.sample(1).evidence().body();
        assertThat(body.get(11).x()).isGreaterThan(body.get(12).x());
        assertThat(body.get(23).x()).isGreaterThan(body.get(24).x());
    }

    @Test
    void productAndWornProductHaveTheSameColours() {
        double[] gaps = new double[16];
        for (int i = 0; i < gaps.length; i++) {
            FigureSample sample = sampler.sample(i + 1);
            gaps[i] = gap(productColour(sample.product()), chestColour(sample));
        }
        // Light, prints and patterns part single samples; the middle one of many has to agree.
        Arrays.sort(gaps);
        assertThat(gaps[gaps.length / 2]).isLessThan(0.12);
    }

    @Test
    void onlyTheTopDiffersBetweenPhotoAndBefore() {
        FigureSample sample = sampler.sample(2);
        byte[] photo = sample.photo().srgb();
        byte[] before = sample.before().srgb();
        int forehead = pixel(sample.evidence().body().get(0), -0.05 * HEIGHT);
        assertThat(before[forehead]).isEqualTo(photo[forehead]);
        assertThat(Arrays.mismatch(photo, before)).isNotNegative();
    }

    @Test
    void silhouetteIsEmptyWhereTheBackdropIsAndFullOnTheChest() {
        FigureSample sample = sampler.sample(2);
        byte[] silhouette = sample.photo().silhouette();
        assertThat(silhouette[0]).isZero();
        assertThat(silhouette[pixel(chest(sample.evidence()), 0) / 3] & 0xff).isEqualTo(255);
    }

    @Test
    void refusesSizesInWhichNobodyIsToBeSeen() {
        assertThatThrownBy(() -> new FigureSampler(Expert.TOP, 1, new PictureSize(20, 20)))
                .hasMessageContaining("20 × 20");
    }

    @Test
    void packshotLiesOnALightGround() {
        byte[] product = sampler.sample(1).product().srgb();
        assertThat((product[0] & 0xff) / 255.0).isCloseTo(1, within(0.12));
    }

    private static List<Evidence.Landmark> joints(Evidence evidence) {
        return List.of(0, 2, 5, 11, 12, 13, 14, 23, 24, 25, 26).stream()
                .map(evidence.body()::get)
                .toList();
    }

    private static Evidence.Landmark chest(Evidence evidence) {
        Evidence.Landmark left = evidence.body().get(11);
        Evidence.Landmark right = evidence.body().get(12);
        Evidence.Landmark hip = evidence.body().get(23);
        return new Evidence.Landmark((left.x() + right.x()) / 2, left.y() + 0.35 * (hip.y() - left.y()), 1);
    }

    private static int pixel(Evidence.Landmark at, double down) {
        int x = (int) at.x();
        int y = (int) (at.y() + down);
        return (y * WIDTH + x) * 3;
    }

    private static double[] chestColour(FigureSample sample) {
        Evidence.Landmark chest = chest(sample.evidence());
        return mean(sample.photo(), (int) chest.x(), (int) chest.y(), 12);
    }

    private static double[] productColour(Canvas product) {
        return mean(product, product.width() / 2, product.height() / 2, 16);
    }

    private static double[] mean(Canvas canvas, int x, int y, int radius) {
        byte[] srgb = canvas.srgb();
        double[] sum = new double[3];
        int count = 0;
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++, count++) {
                for (int c = 0; c < 3; c++) {
                    sum[c] += (srgb[((y + dy) * canvas.width() + x + dx) * 3 + c] & 0xff) / 255.0;
                }
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    /** Distance of two colours with their brightness set aside: light changes that. */
    private static double gap(double[] a, double[] b) {
        double la = a[0] + a[1] + a[2] + 0.05;
        double lb = b[0] + b[1] + b[2] + 0.05;
        return Math.abs(a[0] / la - b[0] / lb) + Math.abs(a[1] / la - b[1] / lb) + Math.abs(a[2] / la - b[2] / lb);
    }
}
