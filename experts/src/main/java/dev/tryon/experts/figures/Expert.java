/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The experts for which pairs can be drawn. */
enum Expert {
    TOP(0),
    BOTTOM(1),
    DRESS(2),
    SHOES(6),
    EYE(3),
    FACE(4),
    BG(5);

    private final long salt;

    Expert(long salt) {
        this.salt = salt;
    }

    /** Keeps the samples of equal seeds of two experts apart. */
    long salt() {
        return salt * 0x94D049BB133111EBL;
    }

    Scenario scenario() {
        return switch (this) {
            case TOP -> new TopScenario();
            case BOTTOM -> new BottomScenario();
            case DRESS -> new DressScenario();
            case SHOES -> new ShoesScenario();
            case EYE -> new EyeScenario();
            case FACE -> new FaceScenario();
            case BG -> new BgScenario();
        };
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static Expert named(String name) {
        return Arrays.stream(values())
                .filter(expert -> expert.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there are no pairs for expert '%s', only for %s".formatted(name, List.of(values()))));
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
