/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.dataset.PairFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppliedEvidenceTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatAGeneratorWrote() throws IOException {
        PairFolder.write(folder, 1);

        try (Evidence evidence = SuppliedEvidence.read(folder.resolve("000001/evidence.json"))) {
            assertThat(evidence.width()).isEqualTo(DrawnPerson.WIDTH);
            assertThat(evidence.at(BodyLandmark.LEFT_SHOULDER)).isEqualTo(DrawnPerson.shoulder(true));
            assertThat(evidence.face()).isEmpty();
            assertThat(evidence.silhouette().get(220, 180)[0]).isEqualTo(255);
        }
    }

    @Test
    void namesAMissingSilhouette() throws IOException {
        PairFolder.write(folder, 1);
        Files.delete(folder.resolve("000001/silhouette.png"));

        assertThatThrownBy(() -> SuppliedEvidence.read(folder.resolve("000001/evidence.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("silhouette.png");
    }

    @Test
    void rejectsAnotherVersion() throws IOException {
        PairFolder.write(folder, 1);
        Path json = folder.resolve("000001/evidence.json");
        Files.writeString(json, Files.readString(json).replace("\"version\":1", "\"version\":2"));

        assertThatThrownBy(() -> SuppliedEvidence.read(json)).hasMessageContaining("version must be 1, is 2");
    }
}
