/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

/**
 * The form of a shoe: cross-sections from heel (t = 0) to toe (t = 1), each an arch (a from 0 at the right side of the wearer over the top to 1).
 * Heads; x to the wearer's left, y up from the floor, z forwards from the ankle. Immutable.
 *
 * @param shoe whose form it is
 */
record Last(Shoe shoe) {
    static final double HEEL_BACK = -0.24;
    static final double LENGTH = 1.02;

    /** Height of the ankle over the floor. */
    double ankle() {
        return 0.3 + 0.85 * shoe.heel();
    }

    /** Where the opening for the foot ends. */
    double opening() {
        return switch (shoe.kind()) {
            case PUMP -> 0.7;
            case LOAFER -> 0.45;
            default -> 0.38;
        };
    }

    /** Height of the underside: heels lift it. */
    double floor(double t) {
        double s = Math.max(0, 1 - t / 0.68);
        return shoe.heel() * s * s * (3 - 2 * s) + 0.03 * Math.max(0, t - 0.8) * 5;
    }

    /** Height of the upper over the underside. */
    double rise(double t) {
        double[] at = {0, 0.22, 0.42, 0.6, 0.8, 0.93, 1};
        double[] rise = switch (shoe.kind()) {
            case SNEAKER -> new double[] {0.32, 0.27, 0.38, 0.29, 0.22, 0.19, 0.1};
            case BOOT -> new double[] {0.42, 0.46, 0.44, 0.32, 0.23, 0.19, 0.09};
            case PUMP -> new double[] {0.22, 0.16, 0.11, 0.1, 0.15, 0.11, 0.03};
            case LOAFER -> new double[] {0.25, 0.2, 0.23, 0.26, 0.19, 0.15, 0.06};
        };
        for (int i = 0; i + 1 < at.length; i++) {
            if (t <= at[i + 1]) {
                double u = (t - at[i]) / (at[i + 1] - at[i]);
                return rise[i] + (rise[i + 1] - rise[i]) * u * u * (3 - 2 * u);
            }
        }
        return rise[rise.length - 1];
    }

    /** Half the width. */
    double half(double t) {
        double ball = 0.2 - 0.015 * shoe.point();
        if (t < 0.16) {
            return 0.145 * Math.sqrt(Math.max(0, 1 - Math.pow((0.16 - t) / 0.16, 2)));
        } else if (t < 0.66) {
            double u = (t - 0.16) / 0.5;
            return 0.145 + (ball - 0.145) * u * u;
        }
        double u = (t - 0.66) / 0.34;
        double round = Math.sqrt(Math.max(0, 1 - Math.pow(u, 2.6)));
        double pointed = Math.max(0, 1 - Math.pow(u, 1.5));
        return ball * (round + (pointed - round) * shoe.point() * 0.8);
    }

    /** Writes the point (x, y, z) of (t, a) to {@code out}. */
    void at(double t, double a, double[] out) {
        double cos = Math.cos(Math.PI * a);
        double sin = Math.max(0, Math.sin(Math.PI * a));
        out[0] = -half(t) * Math.signum(cos) * Math.pow(Math.abs(cos), 0.75);
        out[1] = floor(t) + rise(t) * Math.pow(sin, 0.62);
        out[2] = HEEL_BACK + LENGTH * t;
    }
}
