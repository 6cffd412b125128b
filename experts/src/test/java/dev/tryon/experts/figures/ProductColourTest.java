/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductColourTest {
    private static final int COUNT = 12;

    @ParameterizedTest
    @EnumSource(
            value = Expert.class,
            names = {"TOP", "BOTTOM", "DRESS", "SHOES"})
    void whatIsWornLooksMoreLikeItsPackshotThanLikeAnother(Expert expert) {
        double[][] worn = new double[COUNT][];
        double[][] packshot = new double[COUNT][];
        FigureSampler sampler = new FigureSampler(expert, 5, new PictureSize(240, 320));
        for (int i = 0; i < COUNT; i++) {
            FigureSample sample = sampler.sample(i + 1);
            worn[i] = worn(sample);
            packshot[i] = packshot(sample.product().srgb());
        }
        double[] own = new double[COUNT];
        double[] foreign = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            own[i] = gap(worn[i], packshot[i]);
            foreign[i] = gap(worn[i], packshot[(i + 5) % COUNT]);
        }
        // Where low shoes take the place of boots, what changed is skin; that is why shoes agree less.
        double share = expert == Expert.SHOES ? 0.85 : 0.6;
        assertThat(median(own)).isLessThan(share * median(foreign));
    }

    /** Mean colour of the figure where it changes when it wears another product. */
    private static double[] worn(FigureSample sample) {
        byte[] photo = sample.photo().srgb();
        byte[] before = sample.before().srgb();
        byte[] silhouette = sample.photo().silhouette();
        double[] sum = new double[4];
        for (int p = 0; p < silhouette.length; p++) {
            if (silhouette[p] == -1 && distance(photo, 3 * p, before, 3 * p) > 40) {
                add(sum, photo, 3 * p);
            }
        }
        return mean(sum);
    }

    /** Mean colour of all that is not the ground. */
    private static double[] packshot(byte[] product) {
        double[] sum = new double[4];
        for (int i = 0; i < product.length; i += 3) {
            if (distance(product, i, product, 0) > 12) {
                add(sum, product, i);
            }
        }
        return mean(sum);
    }

    private static void add(double[] sum, byte[] srgb, int at) {
        for (int c = 0; c < 3; c++) {
            sum[c] += (srgb[at + c] & 0xff) / 255.0;
        }
        sum[3]++;
    }

    private static double[] mean(double[] sum) {
        return new double[] {sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]};
    }

    private static int distance(byte[] a, int i, byte[] b, int k) {
        int sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs((a[i + c] & 0xff) - (b[k + c] & 0xff));
        }
        return sum;
    }

    private static double gap(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
