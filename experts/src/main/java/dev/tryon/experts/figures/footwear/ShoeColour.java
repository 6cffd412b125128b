/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Srgb;

/** Which colour is where on a shoe. Immutable. */
final class ShoeColour {
    private final Shoe shoe;
    private final Last last;
    private final float[] upper;
    private final float[] sole;
    private final float[] accent;
    private final float[] lace;
    private final float[] inside;

    /** @param inside what is seen in the opening: skin, or the lining */
    ShoeColour(Shoe shoe, Rgb inside) {
        this.shoe = shoe;
        this.last = new Last(shoe);
        this.upper = linear(shoe.colours().upper());
        this.sole = linear(shoe.colours().sole());
        this.accent = linear(shoe.colours().accent());
        this.lace = linear(shoe.colours().lace());
        this.inside = linear(inside);
    }

    /** Linear albedo at (t, a) of the {@linkplain Last form}; not to be changed. */
    float[] at(double t, double a) {
        double sin = Math.sin(Math.PI * a);
        double height = last.rise(t) * Math.pow(Math.max(0, sin), 0.62);
        if (height < shoe.sole()) {
            return sole;
        }
        if (t < last.opening() && t > 0.04 && sin > 0.88) {
            return inside;
        }
        if (laced() && sin > 0.82 && t > 0.4 && t < 0.7) {
            return Math.sin(t * 105) > 0.1 ? lace : upper;
        }
        if (shoe.cap() && t > 0.84) {
            return accent;
        }
        if (shoe.kind() == Shoe.Kind.LOAFER) {
            return t > 0.5 && t < 0.6 && sin > 0.45 ? accent : upper;
        }
        return striped(t, sin) ? accent : upper;
    }

    /** The heel and what else belongs to the sole. */
    float[] sole() {
        return sole;
    }

    /** The shaft of a boot. */
    float[] upper() {
        return upper;
    }

    private boolean laced() {
        return shoe.kind() == Shoe.Kind.SNEAKER || (shoe.kind() == Shoe.Kind.BOOT && shoe.shaft() < 0.6);
    }

    private boolean striped(double t, double sin) {
        for (int i = 0; i < shoe.stripes(); i++) {
            double middle = 0.4 + 0.09 * i + 0.1 * (0.5 - sin);
            if (Math.abs(t - middle) < 0.022 && sin < 0.85) {
                return true;
            }
        }
        return shoe.stripes() > 0 && t < 0.09 && sin > 0.6;
    }

    private static float[] linear(Rgb colour) {
        return new float[] {
            Srgb.linear((int) (colour.r() * 255)),
            Srgb.linear((int) (colour.g() * 255)),
            Srgb.linear((int) (colour.b() * 255))
        };
    }
}
