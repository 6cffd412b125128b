/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.gallery;

import java.nio.file.Path;
import java.util.List;

/**
 * One try-on of a gallery, as files of one folder.
 *
 * @param title what was tried
 * @param facts what was measured, a line each
 */
public record GalleryRow(String title, Path person, Path mask, Path product, Path result, List<String> facts) {

    public GalleryRow {
        facts = List.copyOf(facts);
    }
}
