/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Coverage;
import dev.tryon.experts.figures.raster.Dice;
import dev.tryon.experts.figures.raster.Vec;
import dev.tryon.experts.figures.scene.Studio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paints the parts of one person one by one, so that a top can be put between them. Made per drawing; not thread-safe. */
public final class Body {
    private final Studio studio;
    private final Skeleton skeleton;
    private final Person person;
    private final HeadPainter head;

    public Body(Studio studio, Skeleton skeleton, Person person) {
        this.studio = studio;
        this.skeleton = skeleton;
        this.person = person;
        this.head = new HeadPainter(studio, skeleton, person.skin(), person.hair(), new Dice(person.faceSeed()));
    }

    public void hairBehind() {
        person.hair().behind(studio, skeleton);
    }

    public void hairBefore() {
        person.hair().before(studio, skeleton);
    }

    /** Neck and bare torso. */
    public void trunk() {
        double end = skeleton.build().torso();
        Torso torso = new Torso(
                Torso.Axis.of(skeleton),
                Torso.Profile.of(skeleton.build(), skeleton.pose().yaw()),
                1.32,
                0.27,
                0);
        var outline =
                torso.outline(List.of(new Vec(-1, 0), new Vec(0, 0), new Vec(1, 0), new Vec(1, end), new Vec(-1, end)));
        studio.surface(
                torso, studio.coverage(outline), -0.3, end + 0.3, person.skin().material(), null, 0.15);
        head.neck();
    }

    public void head() {
        head.head();
        person.headWear().underHair(studio, skeleton);
        person.hair().above(studio, skeleton);
        person.headWear().overHair(studio, skeleton);
    }

    public void lower() {
        person.lower().paint(studio, skeleton, person.skin());
    }

    /**
     * One arm with its hand.
     *
     * @param side 1 for the person's left
     * @param from share of the arm that clothes hide
     * @param yoke what the shoulder covers of it, or null when it is behind the body
     */
    public void arm(int side, double from, @Nullable Coverage yoke) {
        Arms.paint(studio, skeleton, person.skin(), side, from, yoke);
    }
}
