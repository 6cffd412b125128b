/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import java.util.List;
import org.opencv.core.Mat;

/**
 * What is seen in one upright photo of one person. Immutable but for the native memory of the silhouette, which it owns
 * and {@link #close()} releases. May be read by several threads.
 *
 * @param width of the photo, in pixels
 * @param height of the photo, in pixels
 * @param silhouette CV_8UC1, soft matte of the person, 0 to 255; shows the whole photo, at any resolution
 * @param body 33 landmarks in the order of {@link BodyLandmark}
 * @param face 468 points of MediaPipe's face mesh in pixels of the photo, or empty when no face is seen
 * @param score in [0, 1]: how sure the detector is of the body
 */
public record Evidence(int width, int height, Mat silhouette, List<Landmark> body, List<Vec> face, double score)
        implements AutoCloseable {
    public static final int FACE_POINTS = 468;

    public Evidence {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("size must be positive, was " + width + "x" + height);
        }
        if (body.size() != BodyLandmark.values().length) {
            throw new IllegalArgumentException("body must have 33 landmarks, has " + body.size());
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
        double fx = (double) newWidth / width;
        double fy = (double) newHeight / height;
        return new Evidence(
                newWidth,
                newHeight,
                silhouette.clone(),
                body.stream()
                        .map(l -> new Landmark(new Vec(l.at().x() * fx, l.at().y() * fy), l.visibility()))
                        .toList(),
                face.stream().map(p -> new Vec(p.x() * fx, p.y() * fy)).toList(),
                score);
    }

    @Override
    public void close() {
        silhouette.release();
    }
}
