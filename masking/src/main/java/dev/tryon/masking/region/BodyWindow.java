/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.geometry.Vec;
import java.util.Collection;
import org.opencv.core.Rect;

/** Boxes around parts of a body. Stateless. */
final class BodyWindow {
    private BodyWindow() {}

    /** The whole body and a unit on each side, within which every garment's region lies. */
    static Rect of(Evidence evidence) {
        return around(
                evidence.body().stream().map(Landmark::at).toList(),
                BodyFrame.of(evidence).unit());
    }

    /** The box of some points, larger by a margin in pixels on each side. */
    static Rect around(Collection<Vec> points, double margin) {
        double left = points.stream().mapToDouble(Vec::x).min().orElse(0) - margin;
        double top = points.stream().mapToDouble(Vec::y).min().orElse(0) - margin;
        double right = points.stream().mapToDouble(Vec::x).max().orElse(0) + margin;
        double bottom = points.stream().mapToDouble(Vec::y).max().orElse(0) + margin;
        return new Rect((int) Math.floor(left), (int) Math.floor(top), (int) Math.ceil(right - left), (int)
                Math.ceil(bottom - top));
    }
}
