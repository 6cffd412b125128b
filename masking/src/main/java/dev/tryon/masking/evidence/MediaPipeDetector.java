/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.FailureCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Evidence from MediaPipe's networks. The picture is looked at on a copy of at most 1024 pixels. A silhouette of
 * everybody comes first, then faces; both suggest where bodies are; the best pose among them is the person. The
 * silhouette of that one person mixes the two networks' mattes, 0.4 selfie + 0.6 pose: that keeps limbs, and drops
 * props and other people. Owns its networks; one thread at a time.
 */
public final class MediaPipeDetector implements EvidenceDetector {
    private static final int LONGEST_SIDE = 1024;
    private static final double POSE_SCORE = 0.3;
    private static final double SELFIE_WEIGHT = 0.4;

    private final SelfieSegmenter segmenter = new SelfieSegmenter();
    private final FaceFinder faces = FaceFinder.fullRange();
    private final FaceFinder nearFaces = FaceFinder.shortRange();
    private final FaceMesher mesher = new FaceMesher();
    private final PersonFinder persons = new PersonFinder(new PoseEstimator());

    @Override
    public Evidence detect(Mat uprightRgb, Optional<Vec> person, EvidenceNeeds needs) throws PhotoRejectedException {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(copy(uprightRgb));
            Mat everybody = scope.track(segmenter.segment(rgb));
            List<Face> heads = faces.find(rgb, Roi.around(rgb.cols(), rgb.rows(), 1.15), 0.3);
            Optional<Vec> point = person.map(p -> new Vec(p.x() * rgb.cols(), p.y() * rgb.rows()));
            Optional<Pose> pose = needs.body() == Need.UNUSED
                    ? Optional.empty()
                    : persons.find(rgb, everybody, heads, point).filter(found -> found.score() >= POSE_SCORE);
            if (needs.body() == Need.REQUIRED && pose.isEmpty()) {
                throw new PhotoRejectedException(
                        FailureCode.NO_PERSON, "no person was found in the picture; use one that shows a person");
            }
            List<Vec> face = needs.face() == Need.UNUSED ? List.of() : mesh(rgb, heads, pose, point);
            if (needs.face() == Need.REQUIRED && face.isEmpty()) {
                throw new PhotoRejectedException(
                        FailureCode.NO_PERSON,
                        "no face was found in the picture; use one that shows the face from the front or half from the"
                                + " side");
            }
            Mat matte = pose.map(found -> silhouette(everybody, found)).orElseGet(everybody::clone);
            double score = pose.map(Pose::score).orElse(1.0);
            List<Landmark> body = pose.map(Pose::body).orElse(List.of());
            try (Evidence small = new Evidence(rgb.cols(), rgb.rows(), matte, body, face, score)) {
                return small.scaledTo(uprightRgb.cols(), uprightRgb.rows());
            }
        }
    }

    @Override
    public boolean showsFace(Mat uprightRgb) {
        try (MatScope scope = new MatScope()) {
            Mat rgb = scope.track(copy(uprightRgb));
            List<Face> heads = faces.find(rgb, Roi.around(rgb.cols(), rgb.rows(), 1.15), 0.5);
            return heads.stream()
                    .limit(2)
                    .anyMatch(head -> !mesher.mesh(rgb, head).isEmpty());
        }
    }

    @Override
    public void close() {
        // OpenCV frees a Net when its Java object is collected; nothing else is held.
    }

    private List<Vec> mesh(Mat rgb, List<Face> heads, Optional<Pose> pose, Optional<Vec> point) {
        Optional<Face> face = pose.isPresent() ? faceOf(rgb, heads, pose.get()) : chosen(heads, point);
        List<Vec> mesh = face.map(found -> mesher.mesh(rgb, found)).orElse(List.of());
        long seen = mesh.stream()
                .filter(p -> p.y() > 0 && p.x() > 0 && p.x() < rgb.cols())
                .count();
        // Half a face, cut off by the picture's edge, gets a mesh that is a guess.
        return seen > 0.7 * mesh.size() ? mesh : List.of();
    }

    private Optional<Face> faceOf(Mat rgb, List<Face> heads, Pose pose) {
        Vec nose = pose.at(BodyLandmark.NOSE);
        double shoulders = pose.at(BodyLandmark.LEFT_SHOULDER).distance(pose.at(BodyLandmark.RIGHT_SHOULDER));
        double ears = pose.at(BodyLandmark.LEFT_EAR).distance(pose.at(BodyLandmark.RIGHT_EAR));
        Roi around = new Roi(nose, Math.max(3 * ears, 0.8 * shoulders), 0);
        return nearFaces.find(rgb, around, 0.5).stream()
                .findFirst()
                .or(() -> heads.stream()
                        .filter(head -> head.score() > 0.5 && head.centre().distance(nose) < head.size())
                        .findFirst());
    }

    /** The face nearest to the point, or else the largest. */
    private static Optional<Face> chosen(List<Face> heads, Optional<Vec> point) {
        Comparator<Face> order = Comparator.comparingDouble(
                head -> point.map(p -> p.distance(head.centre())).orElse(-head.size()));
        return heads.stream().filter(head -> head.score() > 0.5).min(order);
    }

    private static Mat silhouette(Mat everybody, Pose pose) {
        Mat small = TfliteModel.picture(pose.mask(), PoseEstimator.SIDE);
        Mat person = pose.roi().layBack(small, everybody.size());
        small.release();
        Core.addWeighted(everybody, SELFIE_WEIGHT, person, 1 - SELFIE_WEIGHT, 0, person);
        return person;
    }

    private static Mat copy(Mat rgb) {
        double scale = (double) LONGEST_SIDE / Math.max(rgb.cols(), rgb.rows());
        if (scale >= 1) {
            return rgb.clone();
        }
        Mat copy = new Mat();
        Size size = new Size(Math.max(1, Math.round(rgb.cols() * scale)), Math.max(1, Math.round(rgb.rows() * scale)));
        Imgproc.resize(rgb, copy, size, 0, 0, Imgproc.INTER_AREA);
        return copy;
    }
}
