/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.placement;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.photo.MatScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * Lays a scene behind people: as large as it must be to fill the canvas, centred sideways, its lower end at the canvas's
 * lower end, where people stand. Stateless.
 */
final class ScenePlacement implements ProductPlacement {
    @Override
    public Mat place(Cutout product, @Nullable Evidence person, Mat mask, Nudge nudge) {
        double width = product.rgb().cols();
        double height = product.rgb().rows();
        double scale = Math.max(mask.cols() / width, mask.rows() / height);
        double left = (mask.cols() - width * scale) / 2;
        double top = mask.rows() - height * scale;
        Warp warp = new Warp();
        for (double x : new double[] {0, width}) {
            for (double y : new double[] {0, height}) {
                warp.add(new Vec(x, y), new Vec(left + x * scale, top + y * scale));
            }
        }
        warp.nudge(nudge);
        try (MatScope scope = new MatScope()) {
            return Layers.flatten(List.of(warp.smooth(product.rgb(), product.alpha(), mask.size(), scope)), mask);
        }
    }
}
