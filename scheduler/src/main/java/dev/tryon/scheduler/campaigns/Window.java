/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.campaigns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Neighbouring rows of a manifest, in the order in which they are released: one subject after the other, so that workers
 * that fetched and masked a person meet the same person again. Windows begin at multiples of their size and the order
 * follows from the rows alone, so that a number of rows says which of them are released. Immutable.
 *
 * @param firstRow rows of the manifest before it
 * @param firstByte where it begins, after decompression
 * @param nextByte where the window after it begins
 * @param rows by subject
 */
public record Window(long firstRow, long firstByte, long nextByte, List<Row> rows) {
    public Window {
        rows = List.copyOf(rows);
    }

    /** The window of rows that stand one after the other. */
    public static Window of(long firstRow, long firstByte, long nextByte, List<Row> manifestOrder) {
        Map<String, List<Row>> bySubject = new LinkedHashMap<>();
        for (Row row : manifestOrder) {
            bySubject
                    .computeIfAbsent(row.request().getSubject().getUri(), subject -> new ArrayList<>())
                    .add(row);
        }
        return new Window(
                firstRow,
                firstByte,
                nextByte,
                bySubject.values().stream().flatMap(List::stream).toList());
    }
}
