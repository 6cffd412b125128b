/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.placement.Layers.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.MatOfFloat6;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.imgproc.Subdiv2D;

/**
 * Lays another identity's face on a face: mesh to mesh, every triangle by its own affine map. The triangles are those of
 * Delaunay over the subject's mesh, so they cover what the subject shows. Stateless.
 */
final class FacePlacement implements ProductPlacement {
    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        try (MatScope scope = new MatScope()) {
            Evidence portrait = product.wearer();
            if (person == null || !person.hasFace() || portrait == null) {
                Warp warp = Warp.ofBoxes(Imgproc.boundingRect(product.alpha()), Imgproc.boundingRect(mask));
                warp.nudge(nudge);
                return Layers.flatten(List.of(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope)), mask);
            }
            List<Vec> target = nudged(person.face(), nudge);
            double scale = Math.min(1, 1.15 * spread(target) / Math.max(1, spread(portrait.face())));
            Mat rgb = scope.create();
            Mat alpha = scope.create();
            Imgproc.resize(product.rgb(), rgb, new Size(), scale, scale, Imgproc.INTER_AREA);
            Imgproc.resize(product.alpha(), alpha, new Size(), scale, scale, Imgproc.INTER_AREA);
            List<Vec> source =
                    portrait.face().stream().map(point -> point.times(scale)).toList();
            WarpField field = new WarpField(mask.cols(), mask.rows());
            for (int[] corners : triangles(target, mask.size())) {
                field.triangle(
                        target.get(corners[0]),
                        target.get(corners[1]),
                        target.get(corners[2]),
                        source.get(corners[0]),
                        source.get(corners[1]),
                        source.get(corners[2]));
            }
            return Layers.flatten(List.of(new Layer(field, rgb, alpha)), mask);
        }
    }

    private static List<Vec> nudged(List<Vec> mesh, Nudge nudge) {
        Vec middle = mesh.get(10).towards(mesh.get(152), 0.5);
        double width = mesh.get(234).distance(mesh.get(454));
        return mesh.stream().map(point -> nudge.apply(point, middle, width)).toList();
    }

    private static double spread(List<Vec> mesh) {
        return mesh.get(10).distance(mesh.get(152));
    }

    /** Triples of places in the list; points outside the canvas are left out. */
    private static List<int[]> triangles(List<Vec> points, Size size) {
        Subdiv2D plane = new Subdiv2D(new Rect(0, 0, (int) size.width, (int) size.height));
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            Vec point = points.get(i);
            if (point.x() >= 0 && point.y() >= 0 && point.x() < size.width && point.y() < size.height) {
                plane.insert(new Point((float) point.x(), (float) point.y()));
                places.putIfAbsent(key((float) point.x(), (float) point.y()), i);
            }
        }
        MatOfFloat6 found = new MatOfFloat6();
        plane.getTriangleList(found);
        float[] corners = found.toArray();
        found.release();
        List<int[]> triangles = new ArrayList<>();
        for (int i = 0; i + 5 < corners.length; i += 6) {
            Integer a = places.get(key(corners[i], corners[i + 1]));
            Integer b = places.get(key(corners[i + 2], corners[i + 3]));
            Integer c = places.get(key(corners[i + 4], corners[i + 5]));
            if (a != null && b != null && c != null) {
                triangles.add(new int[] {a, b, c});
            }
        }
        return triangles;
    }

    private static long key(float x, float y) {
        return ((long) Float.floatToIntBits(x) << 32) | (Float.floatToIntBits(y) & 0xffffffffL);
    }
}
