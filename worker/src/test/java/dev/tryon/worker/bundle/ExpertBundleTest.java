/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tryon.platform.s3.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertBundleTest {

    private static final String POLICY = "ab".repeat(32);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder files = new StringBuilder();
        for (String role : new String[] {"conditioner", "denoiser", "decoder"}) {
            byte[] bytes = role.getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve(role + ".pt"), bytes);
            files.append(files.isEmpty() ? "" : ",")
                    .append("\"%s\":{\"name\":\"%s.pt\",\"sha256\":\"%s\"}".formatted(role, role, Sha256.hex(bytes)));
        }
        manifest("""
                {"schema":1,"expert":"top","version":"0.1.0","policyFingerprint":"%s",
                 "canvas":{"width":384,"height":512},"product":{"width":384,"height":512},
                 "latent":{"channels":3,"width":96,"height":128},"dtype":"float32","prediction":"flow",
                 "sampler":{"name":"flow-match-euler","steps":8,"guidance":1,"strength":0.7,"feather":0.02,"shift":1},
                 "files":{%s}}""".formatted(POLICY, files));
    }

    @Test
    void opensWhatIsWhole() {
        ExpertBundle bundle = ExpertBundle.open(folder).requirePolicy(POLICY).requireCanvas(384, 512);

        assertThat(bundle.file("denoiser")).hasFileName("denoiser.pt");
        assertThat(bundle.sha256()).hasSize(64);
    }

    @Test
    void namesBothFingerprintsOfOtherPolicy() {
        String other = "cd".repeat(32);

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder).requirePolicy(other))
                .withMessageContaining(POLICY)
                .withMessageContaining(other)
                .withMessageContaining("retrain");
    }

    @Test
    void refusesFileThatManifestDoesNotName() throws IOException {
        Files.writeString(folder.resolve("decoder.pt"), "something else");

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder))
                .withMessageContaining("decoder.pt")
                .withMessageContaining("copy the bundle again");
    }

    @Test
    void refusesCanvasThatPolicyDoesNotCut() {
        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder).requireCanvas(768, 1024))
                .withMessageContaining("384×512")
                .withMessageContaining("768×1024");
    }

    @Test
    void refusesFileOutsideItsFolder() throws IOException {
        manifest(Files.readString(folder.resolve("bundle.json")).replace("\"decoder.pt\"", "\"../decoder.pt\""));

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder))
                .withMessageContaining("../decoder.pt");
    }

    @Test
    void refusesKeyThatItDoesNotKnow() throws IOException {
        manifest(Files.readString(folder.resolve("bundle.json")).replace("\"schema\"", "\"skema\":1,\"schema\""));

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder))
                .withMessageContaining("skema");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(folder.resolve("conditioner.pt"));

        assertThatExceptionOfType(BundleRefusedException.class)
                .isThrownBy(() -> ExpertBundle.open(folder))
                .withMessageContaining("conditioner.pt");
    }

    private void manifest(String json) throws IOException {
        Files.writeString(folder.resolve("bundle.json"), json);
    }
}
