/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.raster.Masks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Chooses the body to dress. Candidates start from the silhouette of everybody (centre of its box, 1.25 times the longer
 * side) and from each face (4.2 faces further down, 13 faces wide). A candidate is worth its score, times how well its
 * own matte agrees with the silhouette, times how plausible its size is for its face. When a point is given, the body
 * must be there. Not thread-safe.
 */
final class PersonFinder {
    private static final int MOST_FACES = 3;
    /** Score 0.96, agreement 0.9, a plausible body. */
    private static final double BEYOND_DOUBT = 0.96 * (0.3 + 0.9);

    private final PoseEstimator poses;

    PersonFinder(PoseEstimator poses) {
        this.poses = poses;
    }

    Optional<Pose> find(Mat rgb, Mat everybody, List<Face> faces, Optional<Vec> person) {
        try (MatScope scope = new MatScope()) {
            Mat people = scope.create();
            Imgproc.threshold(everybody, people, 127, 255, Imgproc.THRESH_BINARY);
            Masks.keepLarge(people, 0.3);
            List<Candidate> candidates = new ArrayList<>();
            for (Roi start : starts(rgb, people, faces, person)) {
                Pose pose = poses.estimate(rgb, start);
                candidates.add(new Candidate(pose, worth(pose, people, faces, person)));
                if (person.isEmpty() && candidates.get(0).worth > BEYOND_DOUBT && openness(pose) > 0.45) {
                    break; // one person, seen whole: no other start finds a better one
                }
            }
            return candidates.stream()
                    .max(Comparator.comparingDouble(Candidate::worth))
                    .filter(best -> best.worth > 0)
                    .map(Candidate::pose);
        }
    }

    private record Candidate(Pose pose, double worth) {}

    private static List<Roi> starts(Mat rgb, Mat people, List<Face> faces, Optional<Vec> person) {
        List<Roi> starts = new ArrayList<>();
        Rect box = Imgproc.boundingRect(people);
        if (box.area() < 0.002 * rgb.total()) {
            box = new Rect(0, 0, rgb.cols(), rgb.rows());
        }
        double size = 1.25 * Math.max(box.width, box.height);
        starts.add(new Roi(new Vec(box.x + box.width / 2.0, box.y + box.height / 2.0), size, 0));
        faces.stream()
                .sorted(Comparator.comparingDouble(face -> distance(face, person)))
                .limit(MOST_FACES)
                .forEach(face ->
                        starts.add(new Roi(face.centre().plus(new Vec(0, 4.2 * face.size())), 13 * face.size(), 0)));
        person.ifPresent(point -> starts.add(new Roi(point, 0.6 * size, 0)));
        return starts;
    }

    /** Near the wanted point comes first, or else the larger head. */
    private static double distance(Face face, Optional<Vec> person) {
        return person.map(point -> point.distance(face.centre())).orElse(-face.size());
    }

    private static double worth(Pose pose, Mat people, List<Face> faces, Optional<Vec> person) {
        double worth = pose.score() * (0.3 + agreement(pose, people)) * plausibility(pose, faces);
        // Between two readings of one body the one that is not folded to a line is right.
        worth *= 0.9 + 0.1 * Math.min(1, openness(pose) / 0.45);
        if (person.isEmpty()) {
            return worth;
        }
        Vec point = person.get();
        boolean there = pose.personAt(point) > 0.5;
        double away = point.distance(pose.centre()) / pose.roi().size();
        return there ? worth + 10 : worth / (1 + 20 * away);
    }

    /** Shoulder width over torso length: 0.6 or so from the front, near 0 from the side. */
    private static double openness(Pose pose) {
        Vec left = pose.at(BodyLandmark.LEFT_SHOULDER);
        Vec right = pose.at(BodyLandmark.RIGHT_SHOULDER);
        Vec hips = pose.at(BodyLandmark.LEFT_HIP).towards(pose.at(BodyLandmark.RIGHT_HIP), 0.5);
        return left.distance(right) / Math.max(1, left.towards(right, 0.5).distance(hips));
    }

    /** Intersection over union of the pose's matte and the silhouette, on a small copy. */
    private static double agreement(Pose pose, Mat people) {
        try (MatScope scope = new MatScope()) {
            double scale = 256.0 / Math.max(people.cols(), people.rows());
            Mat small = scope.create();
            Imgproc.resize(people, small, new Size(), scale, scale, Imgproc.INTER_AREA);
            Imgproc.threshold(small, small, 127, 255, Imgproc.THRESH_BINARY);
            Roi roi = new Roi(
                    pose.roi().centre().times(scale),
                    pose.roi().size() * scale,
                    pose.roi().angle());
            Mat answer = scope.track(TfliteModel.picture(pose.mask(), PoseEstimator.SIDE));
            Mat person = scope.track(roi.layBack(answer, small.size()));
            Imgproc.threshold(person, person, 127, 255, Imgproc.THRESH_BINARY);
            Mat both = scope.create();
            Core.bitwise_and(small, person, both);
            Mat either = scope.create();
            Core.bitwise_or(small, person, either);
            return Core.countNonZero(both) / (1.0 + Core.countNonZero(either));
        }
    }

    /** A body's square is 8 to 20 faces wide; outside that it is less and less likely. */
    private static double plausibility(Pose pose, List<Face> faces) {
        Vec nose = pose.at(BodyLandmark.NOSE);
        Optional<Face> own = faces.stream()
                .filter(face -> face.score() > 0.5)
                .min(Comparator.comparingDouble(face -> face.centre().distance(nose)));
        if (own.isEmpty()) {
            return 1;
        }
        double ratio = pose.roi().size() / own.get().size();
        return ratio < 8 ? Math.pow(ratio / 8, 2) : Math.min(1, 20 / ratio);
    }
}
