/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What is seen in one upright photo of one person. Immutable but for the native memory of the silhouette, which it owns
 * and {@link #close()} releases. May be read by several threads.
 *
 * @param width of the photo, in pixels
 * @param height of the photo, in pixels
 * @param silhouette CV_8UC1, soft matte of the person, 0 to 255; shows the whole photo, at any resolution
 * @param body 33 landmarks in the order of {@link BodyLandmark}, or empty when no body was looked for or seen
 * @param face 468 points of MediaPipe's face mesh in pixels of the photo, or empty when no face is seen
 * @param score in [0, 1]: how sure the detector is of the body
 * @param parsing what a human-parsing model says, where there is one; owned too
 */
public record Evidence(
        int width,
        int height,
        Mat silhouette,
        List<Landmark> body,
        List<Vec> face,
        double score,
        @Nullable Parsing parsing)
        implements AutoCloseable {
    public static final int FACE_POINTS = 468;

    public Evidence {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("size must be positive, was " + width + "x" + height);
        }
        if (!body.isEmpty() && body.size() != BodyLandmark.values().length) {
            throw new IllegalArgumentException("body must have 33 landmarks or none, has " + body.size());
        }
        if (!face.isEmpty() && face.size() != FACE_POINTS) {
            throw new IllegalArgumentException("face must have 468 points or none, has " + face.size());
        }
        if (silhouette.channels() != 1 || silhouette.empty()) {
            throw new IllegalArgumentException("silhouette must be a picture with one channel");
        }
        body = List.copyOf(body);
        face = List.copyOf(face);
    }

    /** Without a parsing. */
    public Evidence(int width, int height, Mat silhouette, List<Landmark> body, List<Vec> face, double score) {
        this(width, height, silhouette, body, face, score, null);
    }

    /** The same with a parsing, of the same native memory: close the result, not this. */
    public Evidence with(Parsing seen) {
        return new Evidence(width, height, silhouette, body, face, score, seen);
    }

    public boolean hasBody() {
        return !body.isEmpty();
    }

    public boolean hasFace() {
        return !face.isEmpty();
    }

    /** Only where there is a body. */
    public Vec at(BodyLandmark landmark) {
        return body.get(landmark.index()).at();
    }

    public double visibility(BodyLandmark landmark) {
        return body.get(landmark.index()).visibility();
    }

    /** Whether the point lies within the photo. */
    public boolean inPicture(Vec point) {
        return point.x() >= 0 && point.y() >= 0 && point.x() < width && point.y() < height;
    }

    /** The same evidence for a copy of the photo at another size; owns a copy of the silhouette. */
    public Evidence scaledTo(int newWidth, int newHeight) {
        Parsing copy = parsing == null ? null : parsing.copy();
        return moved(silhouette.clone(), copy, new Rect(0, 0, width, height), newWidth, newHeight);
    }

    /**
     * The same evidence for a part of the photo, scaled to a size; owns its silhouette.
     *
     * @param part in pixels of the photo, within it
     */
    public Evidence within(Rect part, int newWidth, int newHeight) {
        double fx = (double) silhouette.cols() / width;
        double fy = (double) silhouette.rows() / height;
        Mat matte = new Mat();
        Mat toPart = new Mat(2, 3, CvType.CV_64F);
        double sx = newWidth / (fx * part.width);
        double sy = newHeight / (fy * part.height);
        // Pixel i reaches from i to i + 1 in both pictures; warpAffine counts from pixel centres.
        toPart.put(0, 0, sx, 0, (0.5 - part.x * fx) * sx - 0.5, 0, sy, (0.5 - part.y * fy) * sy - 0.5);
        Imgproc.warpAffine(
                silhouette,
                matte,
                toPart,
                new Size(newWidth, newHeight),
                Imgproc.INTER_LINEAR,
                Core.BORDER_REPLICATE,
                Scalar.all(0));
        toPart.release();
        return moved(matte, parsedWithin(part, newWidth, newHeight), part, newWidth, newHeight);
    }

    private @Nullable Parsing parsedWithin(Rect part, int newWidth, int newHeight) {
        if (parsing == null) {
            return null;
        }
        double fx = (double) parsing.parts().cols() / width;
        double fy = (double) parsing.parts().rows() / height;
        double sx = newWidth / (fx * part.width);
        double sy = newHeight / (fy * part.height);
        Mat toPart = new Mat(2, 3, CvType.CV_64F);
        toPart.put(0, 0, sx, 0, (0.5 - part.x * fx) * sx - 0.5, 0, sy, (0.5 - part.y * fy) * sy - 0.5);
        Parsing moved = parsing.moved(toPart, new Size(newWidth, newHeight));
        toPart.release();
        return moved;
    }

    private Evidence moved(Mat matte, @Nullable Parsing parsed, Rect part, int newWidth, int newHeight) {
        double fx = (double) newWidth / part.width;
        double fy = (double) newHeight / part.height;
        UnaryOperator<Vec> move = point -> new Vec((point.x() - part.x) * fx, (point.y() - part.y) * fy);
        return new Evidence(
                newWidth,
                newHeight,
                matte,
                body.stream()
                        .map(l -> new Landmark(move.apply(l.at()), l.visibility()))
                        .toList(),
                face.stream().map(move).toList(),
                score,
                parsed);
    }

    @Override
    public void close() {
        silhouette.release();
        if (parsing != null) {
            parsing.close();
        }
    }
}
