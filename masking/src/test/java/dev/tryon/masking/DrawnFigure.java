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
import java.util.function.Consumer;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;

/** A person drawn from head to feet, with a face, 480 x 960: every expert's region is in the picture. */
public final class DrawnFigure {
    public static final int WIDTH = 480;
    public static final int HEIGHT = 960;
    public static final Vec FACE = new Vec(240, 120);
    private static final double FACE_HALF_WIDTH = 44;
    private static final double FACE_HALF_HEIGHT = 58;

    public static final Scalar GROUND = new Scalar(120, 150, 170);
    public static final Scalar SKIN = new Scalar(215, 165, 140);
    public static final Scalar TROUSERS = new Scalar(40, 50, 90);
    public static final Scalar SHIRT = new Scalar(170, 30, 40);
    private static final Scalar HAIR = new Scalar(60, 40, 30);

    private final Map<BodyLandmark, Vec> at = new EnumMap<>(BodyLandmark.class);

    static {
        NativeOpenCv.load();
    }

    private DrawnFigure() {
        at.put(BodyLandmark.NOSE, new Vec(240, 132));
        put("EYE_INNER", 12, 108);
        put("EYE", 19, 108);
        put("EYE_OUTER", 27, 108);
        put("EAR", 45, 118);
        at.put(BodyLandmark.MOUTH_LEFT, new Vec(254, 148));
        at.put(BodyLandmark.MOUTH_RIGHT, new Vec(226, 148));
        put("SHOULDER", 62, 222);
        put("ELBOW", 92, 322);
        put("WRIST", 104, 418);
        put("INDEX", 106, 450);
        put("PINKY", 112, 446);
        put("THUMB", 98, 440);
        put("HIP", 38, 440);
        put("KNEE", 42, 640);
        put("ANKLE", 42, 830);
        put("HEEL", 38, 858);
        put("FOOT_INDEX", 56, 886);
    }

    private void put(String name, double x, double y) {
        at.put(BodyLandmark.valueOf("LEFT_" + name), new Vec(240 + x, y));
        at.put(BodyLandmark.valueOf("RIGHT_" + name), new Vec(240 - x, y));
    }

    /** RGB. */
    public static Mat photo() {
        return new DrawnFigure().draw();
    }

    /** What a perfect detector would see in {@link #photo}. */
    public static Evidence evidence() {
        DrawnFigure figure = new DrawnFigure();
        Mat photo = figure.draw();
        Mat silhouette = new Mat();
        Core.inRange(photo, GROUND, GROUND, silhouette);
        Core.bitwise_not(silhouette, silhouette);
        photo.release();
        List<Landmark> body = new ArrayList<>();
        for (BodyLandmark landmark : BodyLandmark.values()) {
            body.add(new Landmark(figure.of(landmark), 0.99));
        }
        return new Evidence(
                WIDTH, HEIGHT, silhouette, body, DrawnFace.mesh(FACE, FACE_HALF_WIDTH, FACE_HALF_HEIGHT), 1);
    }

    private Mat draw() {
        Mat photo = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, GROUND);
        paint(photo, HAIR, mask -> Shapes.ellipse(mask, FACE.plus(new Vec(0, -14)), 50, 62, 0));
        paint(photo, SKIN, mask -> {
            Shapes.ellipse(mask, FACE, FACE_HALF_WIDTH, FACE_HALF_HEIGHT, 0);
            Shapes.capsule(mask, new Vec(240, 160), 20, new Vec(240, 215), 24);
            bothSides(side -> {
                Shapes.capsule(mask, side.of("SHOULDER"), 20, side.of("ELBOW"), 15);
                Shapes.capsule(mask, side.of("ELBOW"), 15, side.of("WRIST"), 11);
                Shapes.capsule(mask, side.of("WRIST"), 11, side.of("INDEX"), 9);
            });
        });
        paint(photo, new Scalar(240, 235, 230), mask -> eyes(mask, 7));
        paint(photo, new Scalar(50, 35, 25), mask -> eyes(mask, 3));
        paint(
                photo,
                TROUSERS,
                mask -> bothSides(side -> {
                    Shapes.capsule(mask, side.of("HIP"), 34, side.of("KNEE"), 25);
                    Shapes.capsule(mask, side.of("KNEE"), 25, side.of("ANKLE"), 18);
                }));
        paint(
                photo,
                new Scalar(90, 60, 40),
                mask -> bothSides(side -> {
                    Shapes.capsule(mask, side.of("HEEL"), 13, side.of("FOOT_INDEX"), 11);
                    Shapes.capsule(mask, side.of("ANKLE"), 16, side.of("HEEL"), 14);
                }));
        paint(photo, SHIRT, mask -> {
            Shapes.polygon(
                    mask,
                    List.of(
                            new Vec(214, 196),
                            new Vec(266, 196),
                            new Vec(312, 212),
                            new Vec(296, 460),
                            new Vec(184, 460),
                            new Vec(168, 212)));
            bothSides(side -> Shapes.sleeve(
                    mask, side.of("SHOULDER"), 23, side.of("SHOULDER").towards(side.of("ELBOW"), 0.7), 19));
        });
        return photo;
    }

    private void eyes(Mat mask, double halfHeight) {
        bothSides(side -> Shapes.ellipse(mask, side.of("EYE"), 1.5 * halfHeight, halfHeight, 0));
    }

    private Vec of(BodyLandmark landmark) {
        return at.getOrDefault(landmark, FACE);
    }

    /** One of the two sides of the body. */
    private interface Side {
        Vec of(String name);
    }

    private interface OneSide {
        void draw(Side side);
    }

    private void bothSides(OneSide drawing) {
        for (String prefix : List.of("LEFT_", "RIGHT_")) {
            drawing.draw(name -> of(BodyLandmark.valueOf(prefix + name)));
        }
    }

    private static void paint(Mat photo, Scalar colour, Consumer<Mat> drawing) {
        Mat mask = Shapes.blank(new Size(WIDTH, HEIGHT));
        drawing.accept(mask);
        photo.setTo(colour, mask);
        mask.release();
    }
}
