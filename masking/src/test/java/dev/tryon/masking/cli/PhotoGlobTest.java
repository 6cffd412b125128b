/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoGlobTest {
    @TempDir
    private Path folder;

    private List<String> found(String glob, String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
        return new PhotoGlob(glob)
                .find(folder).stream()
                        .map(match -> folder.relativize(match.photo()).toString())
                        .toList();
    }

    @Test
    void staysInAFolderUnlessTold() throws IOException {
        assertThat(found("*", "a.jpg", "b/c.jpg", "notes.txt")).containsExactly("a.jpg");
    }

    @Test
    void looksIntoFolders() throws IOException {
        assertThat(found("top_?/base.jpg", "top_1/base.jpg", "top_1/other.jpg", "top_10/base.jpg"))
                .containsExactly("top_1/base.jpg");
    }

    @Test
    void looksIntoFoldersOfAnyDepth() throws IOException {
        assertThat(found("**/*.png", "a.png", "b/c.png", "b/d/e.png", "f.jpg"))
                .containsExactly("a.png", "b/c.png", "b/d/e.png");
    }

    @Test
    void namesFilesThatBelongToAPhoto() {
        PhotoGlob.Match match = PhotoGlob.Match.of(Path.of("x/img_7.v2.png"), List.of("7"));

        assertThat(match.named("{stem}_mask.png")).isEqualTo(Path.of("x/img_7.v2_mask.png"));
        assertThat(match.named("ann_{1}.png")).isEqualTo(Path.of("x/ann_7.png"));
    }

    @Test
    void remembersWhatEachStarStoodFor() throws IOException {
        found("*", "img_7.png");

        assertThat(new PhotoGlob("i*_*.png").find(folder).get(0).parts()).containsExactly("mg", "7");
    }
}
