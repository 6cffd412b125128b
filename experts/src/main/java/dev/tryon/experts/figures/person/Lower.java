/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Relief;
import dev.tryon.experts.figures.scene.Studio;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * What a person wears below the waist, and the shoes. Immutable.
 *
 * @param kind cut
 * @param colour of the cloth
 * @param shoes the shoes
 * @param width how much wider than the leg
 * @param denim how strong the weave shows
 * @param seed of its folds
 */
public record Lower(Kind kind, Rgb colour, Footwear shoes, double width, double denim, long seed) implements LegWear {

    /** Where the waistband sits, heads below the base of the neck. */
    static final double RISE = 1.72;

    /** Cut of the lower garment. */
    public enum Kind {
        TROUSERS,
        SHORTS,
        SKIRT
    }

    public static Lower any(Dice dice) {
        Kind kind = dice.chance(0.72) ? Kind.TROUSERS : dice.chance(0.5) ? Kind.SHORTS : Kind.SKIRT;
        Rgb colour = switch (dice.integer(0, 3)) {
            case 0 -> Rgb.hsv(0.6, dice.between(0.3, 0.65), dice.between(0.2, 0.6));
            case 1 -> Rgb.hsv(dice.between(0, 1), dice.between(0, 0.15), dice.between(0.08, 0.3));
            case 2 -> Rgb.hsv(dice.between(0.07, 0.12), dice.between(0.1, 0.4), dice.between(0.45, 0.9));
            default -> Rgb.hsv(dice.between(0, 1), dice.between(0, 0.7), dice.between(0.2, 0.95));
        };
        Rgb shoes = dice.chance(0.4)
                ? Rgb.hsv(0, 0, dice.between(0.75, 0.98))
                : Rgb.hsv(dice.between(0, 1), dice.between(0, 0.6), dice.between(0.08, 0.6));
        return new Lower(
                kind,
                colour,
                new PlainShoes(shoes),
                dice.between(1.05, 1.45),
                dice.between(0, 0.06),
                dice.integer(0, 1 << 30));
    }

    @Override
    public void paint(Studio studio, Skeleton skeleton, Skin skin) {
        Dice dice = new Dice(seed);
        for (int side : new int[] {-1, 1}) {
            Limb bare = Legs.bare(skeleton, side);
            if (kind != Kind.TROUSERS) {
                studio.surface(bare, studio.coverage(part(bare, 0, 1.03)), -0.1, 1.1, skin.material(), null, 0.25);
            }
            shoes.paint(studio, skeleton, side);
            if (kind != Kind.SKIRT) {
                double end = kind == Kind.SHORTS ? 0.36 : 1.0;
                Limb cloth = Legs.surface(skeleton, side, Legs.trousers(skeleton, width));
                Relief relief = folds(studio, cloth, end, dice, skeleton.unit());
                Path2D outline = part(cloth, 0, end);
                studio.contactShadow(outline, skeleton.unit() * 0.05, 0.25);
                studio.surface(cloth, studio.coverage(outline), -0.1, end + 0.1, cloth(), relief, 0);
            }
        }
        Torso.Profile body = Torso.Profile.of(skeleton.build(), skeleton.pose().yaw());
        boolean skirt = kind == Kind.SKIRT;
        double end = skirt ? skeleton.build().torso() + 1.3 : skeleton.build().torso() + 0.34;
        double hip = body.at(skeleton.build().torso());
        Torso.Profile profile = new Torso.Profile(
                new double[] {RISE, skeleton.build().torso(), end},
                new double[] {body.at(RISE) + 0.03, hip + 0.03, skirt ? hip * width * 1.1 : hip * 0.92});
        Torso pelvis = new Torso(Torso.Axis.of(skeleton), profile, 1.3, 0, skirt ? 0.03 : 0.05);
        Path2D outline = pelvis.outline(List.of(
                new Vec(-1, RISE),
                new Vec(1, RISE),
                new Vec(1, end - (skirt ? 0 : 0.3)),
                new Vec(0, end),
                new Vec(-1, end - (skirt ? 0 : 0.3))));
        Relief relief = new Relief(studio.canvas().width(), studio.canvas().height());
        for (int i = 0; i < 7; i++) {
            double s = dice.between(-0.9, 0.9);
            relief.crease(
                    pelvis.at(s, skirt ? RISE + 0.3 : skeleton.build().torso() + 0.25),
                    pelvis.at(
                            skirt ? s * 1.1 : s * 1.8,
                            skirt ? end : skeleton.build().torso() - 0.2),
                    skeleton.unit() * 0.05,
                    skeleton.unit() * dice.between(-0.05, 0.05));
        }
        studio.surface(pelvis, studio.coverage(outline), RISE - 0.2, end + 0.2, cloth(), relief, 0);
    }

    private static Path2D part(Limb limb, double from, double to) {
        return limb.outline(List.of(new Vec(-1, from), new Vec(1, from), new Vec(1, to), new Vec(-1, to)));
    }

    private static Relief folds(Studio studio, Limb cloth, double end, Dice dice, double unit) {
        Relief relief = new Relief(studio.canvas().width(), studio.canvas().height());
        for (int i = 0; i < 9; i++) {
            double v = dice.chance(0.5) ? dice.between(0.42, 0.6) : dice.between(0, end);
            double s = dice.between(-1, 1);
            relief.crease(
                    cloth.at(s, v),
                    cloth.at(-s * dice.between(0.2, 1), v + dice.between(-0.06, 0.1)),
                    unit * dice.between(0.04, 0.08),
                    unit * dice.between(-0.045, 0.045));
        }
        return relief;
    }

    private Studio.Material cloth() {
        float[] linear = Skin.linear(colour);
        return (s, v, out) -> {
            float weave = (float) (1 + denim * Math.sin(s * 170 + v * 90) * Math.sin(v * 260));
            out[0] = linear[0] * weave;
            out[1] = linear[1] * weave;
            out[2] = linear[2] * weave;
        };
    }
}
