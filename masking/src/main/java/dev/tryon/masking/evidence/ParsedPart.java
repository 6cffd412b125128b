/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

/** What a human-parsing model tells apart, whatever its label set. */
public enum ParsedPart {
    GROUND(0),
    HAIR(1),
    FACE(2),
    UPPER_CLOTHES(3),
    LOWER_CLOTHES(4),
    DRESS(5),
    SHOES(6),
    ARMS(7),
    LEGS(8),
    BAG(9),
    HAT(10),
    SUNGLASSES(11),
    SCARF(12),
    BELT(13),
    GLOVES(14);

    private final int code;

    ParsedPart(int code) {
        this.code = code;
    }

    /** Its value in the pixels of {@link Parsing}. */
    public int code() {
        return code;
    }
}
