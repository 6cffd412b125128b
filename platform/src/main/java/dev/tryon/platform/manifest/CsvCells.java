/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cells of one line of CSV (RFC 4180), with one restriction: a quoted cell ends on its line. No field of a request
 * needs a line break, and so a quote that is never closed spoils one row and not the rest of the file. Stateless.
 */
final class CsvCells {
    private CsvCells() {}

    /** The cells; empty when the quotes do not match. */
    static Optional<List<String>> of(String line) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder cell = new StringBuilder();
            if (at < line.length() && line.charAt(at) == '"') {
                at = quoted(line, at + 1, cell);
                if (at < 0 || (at < line.length() && line.charAt(at) != ',')) {
                    return Optional.empty();
                }
            } else {
                int comma = line.indexOf(',', at);
                int end = comma < 0 ? line.length() : comma;
                cell.append(line, at, end);
                if (cell.indexOf("\"") >= 0) {
                    return Optional.empty();
                }
                at = end;
            }
            cells.add(cell.toString());
            if (at == line.length()) {
                return Optional.of(cells);
            }
            at++;
        }
    }

    /** Reads to the closing quote; returns where the line goes on behind it, or -1 when there is none. */
    private static int quoted(String line, int from, StringBuilder cell) {
        int at = from;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            cell.append(line, at, quote);
            if (quote + 1 == line.length() || line.charAt(quote + 1) != '"') {
                return quote + 1;
            }
            cell.append('"');
            at = quote + 2;
        }
    }
}
