/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.footwear;

import dev.tryon.experts.figures.person.Footwear;
import dev.tryon.experts.figures.person.Legs;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Rgb;
import dev.tryon.experts.figures.scene.Studio;

/**
 * A pair of shoes on feet. Immutable.
 *
 * @param shoe what is worn
 * @param skin what a low shoe leaves to be seen of the foot
 */
public record WornShoes(Shoe shoe, Rgb skin) implements Footwear {
    /** The feet are far below the camera. */
    private static final double PITCH = 0.27;

    @Override
    public void paint(Studio studio, Skeleton skeleton, int side) {
        double yaw = 0.3 * side + 0.95 * skeleton.pose().yaw();
        var view = new ShoePainter.View(skeleton.legs().ankles().of(side), skeleton.unit(), yaw, PITCH);
        double top = 1 - shoe.shaft() / skeleton.build().legs();
        new ShoePainter(studio, shoe, view, skin).paint(Legs.bare(skeleton.build(), top));
    }
}
