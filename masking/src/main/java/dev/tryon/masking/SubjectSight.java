/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Landmark;
import dev.tryon.masking.evidence.Parsing;
import dev.tryon.masking.geometry.Vec;
import dev.tryon.masking.region.MaskReport;
import dev.tryon.masking.region.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * What an expert's policy makes of a photo before it knows a product: evidence and region. It costs more than all else that
 * is done to prepare a try-on, and is the same for every product on this photo. It lies on the heap, so that it may be
 * kept as long as somebody likes and needs no closing. Immutable and thread-safe.
 */
public final class SubjectSight {
    private static final int PER_POINT = 32;

    private final int width;
    private final int height;
    private final Pixels silhouette;
    private final @Nullable Pixels parsing;
    private final List<Landmark> body;
    private final List<Vec> face;
    private final double score;
    private final Pixels mask;
    private final MaskReport report;

    /** Copies; both stay the caller's. */
    SubjectSight(Evidence evidence, Region region) {
        this.width = evidence.width();
        this.height = evidence.height();
        this.silhouette = Pixels.of(evidence.silhouette());
        Parsing seen = evidence.parsing();
        this.parsing = seen == null ? null : Pixels.of(seen.parts());
        this.body = evidence.body();
        this.face = evidence.face();
        this.score = evidence.score();
        this.mask = Pixels.of(region.mask());
        this.report = region.report();
    }

    /** How much of the heap it takes, near enough. */
    public long bytes() {
        long parsed = parsing == null ? 0 : parsing.bytes().length;
        return silhouette.bytes().length
                + parsed
                + mask.bytes().length
                + (long) PER_POINT * (body.size() + face.size());
    }

    /** In native memory of its own; the caller closes it. */
    Evidence evidence() {
        Parsing parsed = parsing == null ? null : new Parsing(parsing.mat());
        return new Evidence(width, height, silhouette.mat(), body, face, score, parsed);
    }

    /** In native memory of its own; the caller closes it. */
    Region region() {
        return new Region(mask.mat(), report);
    }

    /** A picture of 8 bits, as it lies in memory. */
    private record Pixels(int rows, int columns, int type, byte[] bytes) {
        static Pixels of(Mat picture) {
            byte[] bytes = new byte[Math.toIntExact(picture.total() * picture.elemSize())];
            picture.get(0, 0, bytes);
            return new Pixels(picture.rows(), picture.cols(), picture.type(), bytes);
        }

        Mat mat() {
            Mat picture = new Mat(rows, columns, type);
            picture.put(0, 0, bytes);
            return picture;
        }
    }
}
