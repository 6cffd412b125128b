/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.region;

import static dev.tryon.masking.evidence.ParsedPart.ARMS;
import static dev.tryon.masking.evidence.ParsedPart.BAG;
import static dev.tryon.masking.evidence.ParsedPart.DRESS;
import static dev.tryon.masking.evidence.ParsedPart.FACE;
import static dev.tryon.masking.evidence.ParsedPart.HAIR;
import static dev.tryon.masking.evidence.ParsedPart.HAT;
import static dev.tryon.masking.evidence.ParsedPart.LOWER_CLOTHES;
import static dev.tryon.masking.evidence.ParsedPart.SHOES;
import static dev.tryon.masking.evidence.ParsedPart.UPPER_CLOTHES;

import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.Parsing;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.policy.Feet;
import dev.tryon.masking.policy.LowerBody;
import dev.tryon.masking.policy.Recipe;
import dev.tryon.masking.policy.UpperBody;
import dev.tryon.masking.policy.WholeBody;
import dev.tryon.masking.raster.Masks;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;

/**
 * The one place where a human parsing, if there is one, changes a drawn region: the worn garment is wanted all over,
 * and what the parser calls face, hair, hat or bag is kept. It only adds: neither label set has hands, so those stay
 * with the landmarks. Faces and scenes do not use it. Stateless.
 */
final class ParsedParts {
    private ParsedParts() {}

    /**
     * Changes {@code drawn} in place; does nothing without a parsing.
     *
     * @param unit in working pixels
     */
    static void apply(DrawnRegion drawn, Evidence evidence, Recipe recipe, double unit) {
        Parsing parsing = evidence.parsing();
        if (parsing == null) {
            return;
        }
        Size size = drawn.wanted().size();
        try (MatScope scope = new MatScope()) {
            if (recipe instanceof UpperBody) {
                worn(drawn, scope.track(parsing.mask(size, UPPER_CLOTHES)), 0.03 * unit);
                keep(drawn, scope.track(parsing.mask(size, FACE, HAIR, HAT, BAG)));
            } else if (recipe instanceof LowerBody) {
                worn(drawn, scope.track(parsing.mask(size, LOWER_CLOTHES)), 0.03 * unit);
                keep(drawn, scope.track(parsing.mask(size, UPPER_CLOTHES, ARMS, SHOES, HAIR, BAG)));
            } else if (recipe instanceof WholeBody) {
                worn(drawn, scope.track(parsing.mask(size, DRESS, UPPER_CLOTHES, LOWER_CLOTHES)), 0.03 * unit);
                keep(drawn, scope.track(parsing.mask(size, FACE, HAIR, HAT, SHOES, BAG)));
            } else if (recipe instanceof Feet) {
                worn(drawn, scope.track(parsing.mask(size, SHOES)), 0.02 * unit);
                keep(drawn, scope.track(parsing.mask(size, BAG)));
            }
        }
    }

    /** The garment and a little more, since its border must not be seen; it is nothing that is kept. */
    private static void worn(DrawnRegion drawn, Mat garment, double more) {
        Masks.subtract(drawn.kept(), garment);
        Masks.grow(garment, more);
        Core.bitwise_or(drawn.wanted(), garment, drawn.wanted());
    }

    private static void keep(DrawnRegion drawn, Mat part) {
        Core.bitwise_or(drawn.kept(), part, drawn.kept());
    }
}
