/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowManifestTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        WorkflowBundle.write(folder, WorkflowBundle.WORKFLOW, "ab".repeat(32));
    }

    @Test
    void saysItsEngineAndWhereValuesGo() {
        ExpertBundle bundle = ExpertBundle.open(folder);

        assertThat(bundle.manifest().engine()).isEqualTo(BundleManifest.COMFYUI);
        assertThat(bundle.manifest().workflow().inputs()).containsEntry("seed", "5.color");
        assertThat(bundle.manifest().workflow().output()).isEqualTo("9");
        assertThat(bundle.file("workflow")).hasFileName("workflow.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"engine\": \"comfyui\" | \"engine\": \"onnx\" | known: djl, comfyui",
                "\"seed\": | \"sede\": | workflow.inputs names sede",
                "\"5.color\" | \"color\" | must be NODE.INPUT",
                "\"name\": \"workflow\" | \"name\": \"ddim\", \"shift\": 1 | sampler.name must be workflow",
                "\"output\": \"9\"}, | \"output\": \"9\"}, \"dtype\": \"float32\", | remove them"
            })
    void refusesWhatDoesNotFitAndSaysWhy(String was, String is, String why) throws IOException {
        Path manifest = folder.resolve("bundle.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(was);
        Files.writeString(manifest, text.replace(was, is));

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder))
                .withMessageContaining(why);
    }
}
