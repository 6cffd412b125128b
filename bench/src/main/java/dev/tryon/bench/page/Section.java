/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.util.List;

/**
 * What one bench says on the page. Immutable.
 *
 * @param bench the command after {@code tryon bench}, and the name of its files
 * @param title of its part of the page
 */
record Section(String bench, String title, List<Figure> figures) {

    Section {
        figures = List.copyOf(figures);
    }
}
