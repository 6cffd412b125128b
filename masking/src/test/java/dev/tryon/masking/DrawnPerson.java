/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.BodyLandmark;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.raster.Shapes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;

/** A person drawn with known landmarks, 360 x 480, standing upright with the arms a little apart. */
public final class DrawnPerson {
    public static final int WIDTH = 360;
    public static final int HEIGHT = 480;
    /** Where the torso's middle is. */
    public static final Vec CHEST = new Vec(180, 220);

    public static final Scalar GROUND = new Scalar(120, 150, 170);
    public static final Scalar SKIN = new Scalar(215, 165, 140);
    public static final Scalar GARMENT = new Scalar(170, 30, 40);
    private static final Scalar TROUSERS = new Scalar(40, 50, 90);

    static {
        NativeOpenCv.load();
    }

    private DrawnPerson() {}

    /** The photo, RGB, in a red top; its sleeves reach this share of the way to the wrists. */
    public static Mat photo(double sleeves) {
        Mat photo = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, GROUND);
        paint(photo, SKIN, mask -> {
            Shapes.ellipse(mask, new Vec(180, 90), 30, 40, 0);
            Shapes.capsule(mask, new Vec(180, 110), 16, new Vec(180, 150), 18);
            for (boolean left : new boolean[] {true, false}) {
                Vec wrist = at(left ? BodyLandmark.LEFT_WRIST : BodyLandmark.RIGHT_WRIST);
                Vec index = at(left ? BodyLandmark.LEFT_INDEX : BodyLandmark.RIGHT_INDEX);
                Shapes.capsule(mask, elbow(left), 12, wrist, 9);
                Shapes.capsule(mask, shoulder(left), 15, elbow(left), 12);
                Shapes.capsule(mask, wrist, 9, wrist.towards(index, 1.3), 8);
            }
        });
        paint(photo, TROUSERS, mask -> {
            Shapes.capsule(mask, at(BodyLandmark.LEFT_HIP), 26, at(BodyLandmark.LEFT_KNEE), 20);
            Shapes.capsule(mask, at(BodyLandmark.RIGHT_HIP), 26, at(BodyLandmark.RIGHT_KNEE), 20);
        });
        paint(photo, GARMENT, mask -> {
            torso(mask);
            for (boolean left : new boolean[] {true, false}) {
                Vec wrist = at(left ? BodyLandmark.LEFT_WRIST : BodyLandmark.RIGHT_WRIST);
                double upper = Math.min(1, 2 * sleeves);
                Shapes.sleeve(mask, shoulder(left), 17, shoulder(left).towards(elbow(left), upper), 15);
                if (sleeves > 0.5) {
                    Shapes.sleeve(mask, elbow(left), 15, elbow(left).towards(wrist, 2 * sleeves - 1), 12);
                }
            }
        });
        return photo;
    }

    /** What a perfect detector would see in {@link #photo}. */
    public static Evidence evidence() {
        Mat silhouette = Shapes.blank(new Size(WIDTH, HEIGHT));
        Mat photo = photo(1);
        Mat ground = new Mat();
        Core.inRange(photo, GROUND, GROUND, ground);
        Core.bitwise_not(ground, silhouette);
        ground.release();
        photo.release();
        List<Landmark> body = new ArrayList<>();
        for (BodyLandmark landmark : BodyLandmark.values()) {
            body.add(new Landmark(at(landmark), 0.99));
        }
        return new Evidence(WIDTH, HEIGHT, silhouette, body, List.of(), 1);
    }

    /** Likewise, with the mesh of a frontal face. */
    public static Evidence evidenceWithFace() {
        Evidence evidence = evidence();
        return new Evidence(
                WIDTH, HEIGHT, evidence.silhouette(), evidence.body(), DrawnFace.mesh(new Vec(180, 90), 28, 38), 1);
    }

    /** The same person, shifted. */
    public static Evidence evidenceMoved(double x, double y) {
        Evidence here = evidence();
        List<Landmark> body = here.body().stream()
                .map(l -> new Landmark(l.at().plus(new Vec(x, y)), l.visibility()))
                .toList();
        return new Evidence(WIDTH, HEIGHT, here.silhouette(), body, List.of(), 1);
    }

    public static Vec shoulder(boolean left) {
        return new Vec(left ? 230 : 130, 165);
    }

    public static Vec elbow(boolean left) {
        return new Vec(left ? 258 : 102, 235);
    }

    /** Where a landmark was drawn; those that were not are at the nose. */
    public static Vec at(BodyLandmark landmark) {
        return landmarks().getOrDefault(landmark, new Vec(180, 95));
    }

    private static Map<BodyLandmark, Vec> landmarks() {
        Map<BodyLandmark, Vec> at = new EnumMap<>(BodyLandmark.class);
        at.put(BodyLandmark.NOSE, new Vec(180, 95));
        at.put(BodyLandmark.LEFT_EAR, new Vec(208, 92));
        at.put(BodyLandmark.RIGHT_EAR, new Vec(152, 92));
        at.put(BodyLandmark.MOUTH_LEFT, new Vec(190, 112));
        at.put(BodyLandmark.MOUTH_RIGHT, new Vec(170, 112));
        at.put(BodyLandmark.LEFT_SHOULDER, shoulder(true));
        at.put(BodyLandmark.RIGHT_SHOULDER, shoulder(false));
        at.put(BodyLandmark.LEFT_ELBOW, elbow(true));
        at.put(BodyLandmark.RIGHT_ELBOW, elbow(false));
        at.put(BodyLandmark.LEFT_WRIST, new Vec(268, 305));
        at.put(BodyLandmark.RIGHT_WRIST, new Vec(92, 305));
        at.put(BodyLandmark.LEFT_INDEX, new Vec(270, 330));
        at.put(BodyLandmark.RIGHT_INDEX, new Vec(90, 330));
        at.put(BodyLandmark.LEFT_PINKY, new Vec(274, 328));
        at.put(BodyLandmark.RIGHT_PINKY, new Vec(86, 328));
        at.put(BodyLandmark.LEFT_HIP, new Vec(210, 310));
        at.put(BodyLandmark.RIGHT_HIP, new Vec(150, 310));
        at.put(BodyLandmark.LEFT_KNEE, new Vec(214, 420));
        at.put(BodyLandmark.RIGHT_KNEE, new Vec(146, 420));
        at.put(BodyLandmark.LEFT_ANKLE, new Vec(214, 520));
        at.put(BodyLandmark.RIGHT_ANKLE, new Vec(146, 520));
        return at;
    }

    private static void torso(Mat mask) {
        Shapes.polygon(
                mask,
                List.of(
                        new Vec(160, 145),
                        new Vec(200, 145),
                        new Vec(240, 160),
                        new Vec(232, 325),
                        new Vec(128, 325),
                        new Vec(120, 160)));
    }

    private interface Drawing {
        void on(Mat mask);
    }

    private static void paint(Mat photo, Scalar colour, Drawing drawing) {
        Mat mask = Shapes.blank(photo.size());
        drawing.on(mask);
        photo.setTo(colour, mask);
        mask.release();
    }
}
