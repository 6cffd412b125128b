/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tryon.experts.figures.person.FaceMesh;
import dev.tryon.experts.figures.person.Hand;
import dev.tryon.experts.figures.person.HeadLandmarks;
import dev.tryon.experts.figures.person.Pose;
import dev.tryon.experts.figures.person.Skeleton;
import dev.tryon.experts.figures.raster.Vec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is exactly known of a drawn person, in the form in which the masking library stores what its detectors find. Immutable.
 *
 * @param version of this form
 * @param width of the photo, pixels
 * @param height of the photo, pixels
 * @param body the 33 landmarks in BlazePose's order
 * @param face 468 points (x, y) of the face mesh, or null when too much of the face is outside the picture
 * @param silhouette name of the silhouette picture beside it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Evidence(
        int version,
        int width,
        int height,
        List<Landmark> body,
        @Nullable List<List<Double>> face,
        String silhouette) {

    // Medians over 40 drawings of what MediaPipe's pose model finds, less the joint of the skeleton. Training on the
    // joints themselves
    // would teach a placement that production never makes.
    private static final double SHOULDER_IN = 0.06;
    private static final double SHOULDER_DOWN = 0.12;
    private static final double HIP_DOWN = 0.11;
    private static final double ANKLE_DOWN = -0.2;

    Evidence {
        body = List.copyOf(body);
        if (body.size() != 33) {
            throw new IllegalArgumentException("33 landmarks make a body, not " + body.size());
        }
    }

    /**
     * A point of the body.
     *
     * @param x pixels
     * @param y pixels
     * @param visibility 0..1: low where hidden or outside the picture
     */
    record Landmark(double x, double y, double visibility) {}

    static Evidence of(Skeleton skeleton, int width, int height) {
        List<Landmark> body = new ArrayList<>();
        for (Vec point : HeadLandmarks.of(skeleton)) {
            body.add(landmark(point, 0.99, width, height));
        }
        pair(body, moved(skeleton, skeleton.shoulders(), SHOULDER_IN, SHOULDER_DOWN), 0.99, 0.99, width, height);
        double left = seen(skeleton.pose().left());
        double right = seen(skeleton.pose().right());
        pair(body, skeleton.elbows(), left, right, width, height);
        pair(body, skeleton.wrists(), left, right, width, height);
        Hand leftHand = Hand.of(skeleton, 1);
        Hand rightHand = Hand.of(skeleton, -1);
        pair(body, new Skeleton.Limbs(leftHand.pinky(), rightHand.pinky()), left, right, width, height);
        pair(body, new Skeleton.Limbs(leftHand.index(), rightHand.index()), left, right, width, height);
        pair(body, new Skeleton.Limbs(leftHand.thumbTip(), rightHand.thumbTip()), left, right, width, height);
        Skeleton.Legs legs = skeleton.legs();
        pair(body, moved(skeleton, legs.hips(), 0, HIP_DOWN), 0.99, 0.99, width, height);
        pair(body, legs.knees(), 0.98, 0.98, width, height);
        pair(body, moved(skeleton, legs.ankles(), 0, ANKLE_DOWN), 0.97, 0.97, width, height);
        double heel = 0.18 * skeleton.unit();
        pair(
                body,
                new Skeleton.Limbs(
                        legs.ankles().left().plus(0, heel),
                        legs.ankles().right().plus(0, heel)),
                0.9,
                0.9,
                width,
                height);
        pair(body, new Skeleton.Limbs(skeleton.toe(1), skeleton.toe(-1)), 0.95, 0.95, width, height);
        return new Evidence(1, width, height, body, face(skeleton, width, height), "silhouette.png");
    }

    /** The same with its silhouette in a file of another name. */
    Evidence withSilhouette(String name) {
        return new Evidence(version, width, height, body, face, name);
    }

    /** As the masking library's detector: a face of which less than 0.7 is in the picture has no mesh. */
    private static @Nullable List<List<Double>> face(Skeleton skeleton, int width, int height) {
        List<Vec> mesh = FaceMesh.of(skeleton);
        long seen = mesh.stream()
                .filter(p -> p.y() > 0 && p.y() < height && p.x() > 0 && p.x() < width)
                .count();
        return seen > 0.7 * mesh.size()
                ? mesh.stream()
                        .map(p -> List.of(hundredth(p.x()), hundredth(p.y())))
                        .toList()
                : null;
    }

    private static double hundredth(double pixels) {
        return Math.round(pixels * 100) / 100.0;
    }

    /** Where BlazePose sees a joint of these drawings: towards the middle and down the spine, in heads. */
    private static Skeleton.Limbs moved(Skeleton skeleton, Skeleton.Limbs joints, double inwards, double downwards) {
        Vec down = skeleton.pelvis().minus(skeleton.neck()).unit().times(downwards * skeleton.unit());
        Vec across = joints.left().minus(joints.right()).unit().times(inwards * skeleton.unit());
        return new Skeleton.Limbs(
                joints.left().minus(across).plus(down),
                joints.right().plus(across).plus(down));
    }

    private static double seen(Pose.Arm arm) {
        return arm.reach() == Pose.Reach.BEHIND ? 0.4 : 0.98;
    }

    private static void pair(
            List<Landmark> body, Skeleton.Limbs limbs, double left, double right, int width, int height) {
        body.add(landmark(limbs.left(), left, width, height));
        body.add(landmark(limbs.right(), right, width, height));
    }

    private static Landmark landmark(Vec point, double visibility, int width, int height) {
        boolean inside = point.x() >= 0 && point.y() >= 0 && point.x() < width && point.y() < height;
        return new Landmark(point.x(), point.y(), inside ? visibility : 0.05);
    }
}
