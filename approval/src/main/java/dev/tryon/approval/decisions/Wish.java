/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer wants to happen to the version of an item that they saw. Immutable.
 *
 * @param version that they saw
 * @param redo how it is to be made again; only with {@link Kind#REDO}
 */
public record Wish(
        int version,
        Kind kind,
        String reason,
        List<PictureMark> marks,
        @Nullable Redo redo) {

    /** What can be wished. */
    public enum Kind {
        APPROVE,
        REJECT,
        REDO
    }

    public Wish {
        marks = List.copyOf(marks);
    }

    public static Wish approve(int version) {
        return new Wish(version, Kind.APPROVE, "", List.of(), null);
    }

    public static Wish reject(int version, String reason, List<PictureMark> marks) {
        return new Wish(version, Kind.REJECT, reason, marks, null);
    }

    /**
     * What differs when a result is made again; null: as before.
     *
     * @param strokes a JSON document of brush strokes, as docs/events.md describes it
     */
    public record Redo(
            @Nullable Long seed,
            @Nullable Integer steps,
            @Nullable Float strength,
            @Nullable String strokes) {}
}
