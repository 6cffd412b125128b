/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.raster.Shapes;
import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Strokes of a round brush, in the order in which they were drawn, onto the policy's region. Where the policy has no
 * region for the photo, strokes that paint stand for themselves. Immutable. As JSON:
 *
 * <pre>{"version": 1, "strokes": [{"mode": "paint", "radius": 0.02, "points": [[0.4, 0.5], [0.45, 0.52]]}]}</pre>
 *
 * Unknown keys are errors.
 *
 * @param version 1
 * @param strokes 1 to 2,000, with at most 50,000 points in all
 */
public record BrushStrokes(int version, List<Stroke> strokes) implements MaskOverride {
    private static final int MOST_STROKES = 2_000;
    private static final int MOST_POINTS = 50_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What a stroke does. */
    public enum Brush {
        @JsonProperty("paint")
        PAINT,
        @JsonProperty("erase")
        ERASE
    }

    /**
     * One stroke.
     *
     * @param radius of the brush, as a share of the upright subject's longer side, above 0 to 0.5
     * @param points x and y as shares of its width and height, -1 to 2 (a brush may leave the picture); one makes a dot
     */
    public record Stroke(Brush mode, double radius, List<List<Double>> points) {
        public Stroke {
            if (mode == null) {
                throw new IllegalArgumentException("mode: must be paint or erase");
            }
            if (!(radius > 0 && radius <= 0.5)) {
                throw new IllegalArgumentException("radius: must be above 0 and at most 0.5, is " + radius);
            }
            if (points == null || points.isEmpty()) {
                throw new IllegalArgumentException("points: must have at least one");
            }
            for (List<Double> point : points) {
                if (point == null || point.size() != 2 || !(inRange(point.get(0)) && inRange(point.get(1)))) {
                    throw new IllegalArgumentException("points: must be [x, y], each -1 to 2; one is " + point);
                }
            }
            points = points.stream().map(List::copyOf).toList();
        }

        private static boolean inRange(Double share) {
            return share != null && share >= -1 && share <= 2;
        }
    }

    public BrushStrokes {
        if (version != 1) {
            throw new IllegalArgumentException("version: must be 1, is " + version);
        }
        if (strokes == null || strokes.isEmpty() || strokes.size() > MOST_STROKES) {
            throw new IllegalArgumentException("strokes: must be 1 to " + MOST_STROKES + ", are "
                    + (strokes == null ? "missing" : strokes.size()));
        }
        if (strokes.stream().mapToInt(stroke -> stroke.points().size()).sum() > MOST_POINTS) {
            throw new IllegalArgumentException("points: must be at most " + MOST_POINTS + " in all strokes");
        }
        strokes = List.copyOf(strokes);
    }

    /** Whether these bytes mean to be such a document: no picture starts with a brace. */
    static boolean looksLike(byte[] bytes) {
        for (byte character : bytes) {
            if (!Character.isWhitespace(character)) {
                return character == '{';
            }
        }
        return false;
    }

    /** @throws PhotoRejectedException MASK_OVERRIDE_INVALID, naming what is wrong */
    static BrushStrokes parse(byte[] json) throws PhotoRejectedException {
        try {
            return JSON.readValue(json, BrushStrokes.class);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no JSON");
            throw new PhotoRejectedException(FailureCode.MASK_OVERRIDE_INVALID, "the strokes cannot be read: " + why);
        }
    }

    @Override
    public Region region(Size size, PolicyRegion policy) throws PhotoRejectedException {
        try (Region own = start(size, policy);
                MatScope scope = new MatScope()) {
            Mat mask = scope.track(own.mask().clone());
            strokes.forEach(stroke -> draw(stroke, mask));
            Overrides.requireSense(mask);
            return Overrides.changed(own, mask.clone());
        }
    }

    private Region start(Size size, PolicyRegion policy) throws PhotoRejectedException {
        try {
            return policy.build();
        } catch (PhotoRejectedException e) {
            if (strokes.stream().noneMatch(stroke -> stroke.mode() == Brush.PAINT)) {
                throw e;
            }
            return new Region(Shapes.blank(size), MaskReport.ofOverride(0, 0));
        }
    }

    private static void draw(Stroke stroke, Mat mask) {
        Scalar value = Scalar.all(stroke.mode() == Brush.PAINT ? 255 : 0);
        int radius = (int) Math.max(1, Math.round(stroke.radius() * Math.max(mask.cols(), mask.rows())));
        Point before = null;
        for (List<Double> share : stroke.points()) {
            Point point = new Point(share.get(0) * mask.cols(), share.get(1) * mask.rows());
            Imgproc.circle(mask, point, radius, value, Imgproc.FILLED);
            if (before != null) {
                Imgproc.line(mask, before, point, value, 2 * radius + 1);
            }
            before = point;
        }
    }

    /** It owns no native memory. */
    @Override
    public void close() {}
}
