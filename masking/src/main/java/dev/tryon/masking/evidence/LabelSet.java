/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import static dev.tryon.masking.evidence.ParsedPart.ARMS;
import static dev.tryon.masking.evidence.ParsedPart.BAG;
import static dev.tryon.masking.evidence.ParsedPart.BELT;
import static dev.tryon.masking.evidence.ParsedPart.DRESS;
import static dev.tryon.masking.evidence.ParsedPart.FACE;
import static dev.tryon.masking.evidence.ParsedPart.GLOVES;
import static dev.tryon.masking.evidence.ParsedPart.GROUND;
import static dev.tryon.masking.evidence.ParsedPart.HAIR;
import static dev.tryon.masking.evidence.ParsedPart.HAT;
import static dev.tryon.masking.evidence.ParsedPart.LEGS;
import static dev.tryon.masking.evidence.ParsedPart.LOWER_CLOTHES;
import static dev.tryon.masking.evidence.ParsedPart.SCARF;
import static dev.tryon.masking.evidence.ParsedPart.SHOES;
import static dev.tryon.masking.evidence.ParsedPart.SUNGLASSES;
import static dev.tryon.masking.evidence.ParsedPart.UPPER_CLOTHES;

import java.util.List;

/** The labels of human-parsing data sets, in their own order: ATR (Liang et al. 2015), LIP (Gong et al. 2017). */
public enum LabelSet {
    /** 18 labels. */
    ATR(
            GROUND,
            HAT,
            HAIR,
            SUNGLASSES,
            UPPER_CLOTHES,
            LOWER_CLOTHES,
            LOWER_CLOTHES,
            DRESS,
            BELT,
            SHOES,
            SHOES,
            FACE,
            LEGS,
            LEGS,
            ARMS,
            ARMS,
            BAG,
            SCARF),
    /** 20 labels. */
    LIP(
            GROUND,
            HAT,
            HAIR,
            GLOVES,
            SUNGLASSES,
            UPPER_CLOTHES,
            DRESS,
            UPPER_CLOTHES,
            LEGS,
            LOWER_CLOTHES,
            DRESS,
            SCARF,
            LOWER_CLOTHES,
            FACE,
            ARMS,
            ARMS,
            LEGS,
            LEGS,
            SHOES,
            SHOES);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<ParsedPart> parts;

    LabelSet(ParsedPart... parts) {
        this.parts = List.of(parts);
    }

    /** How many labels there are, the ground's included. */
    public int size() {
        return parts.size();
    }

    /** What a label means. */
    public ParsedPart part(int label) {
        return parts.get(label);
    }
}
