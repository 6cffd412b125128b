/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.TryOnPreparation;
import dev.tryon.masking.Variation;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.ProductCutter;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSetBuilderTest {
    private static final MaskPolicy POLICY = MaskPolicies.of(Expert.EXPERT_TOP);

    @TempDir
    private Path folder;

    private Path pairs;

    @BeforeEach
    void drawPairs() throws IOException {
        pairs = folder.resolve("pairs");
        PairFolder.write(pairs, 3);
    }

    private TrainingSetBuilder.Summary build(Path out, long seed, double jitter, int threads)
            throws IOException, InterruptedException {
        return new TrainingSetBuilder(POLICY, new TrainingSetOptions(seed, jitter, 4, 2, threads))
                .build(pairs, out, (done, shards, count, rejected, kept) -> {});
    }

    @Test
    void writesShardsThatSayWhatTheyWereMadeWith() throws Exception {
        Path out = folder.resolve("out");

        var summary = build(out, 7, 1, 1);

        assertThat(summary).isEqualTo(new TrainingSetBuilder.Summary(2, 3, 0));
        Map<String, String> metadata = new SafetensorsFile().metadata(out.resolve("shard-00000.safetensors"));
        assertThat(metadata)
                .containsEntry("expert", "top")
                .containsEntry("policy_fingerprint", PolicyFingerprint.of(POLICY))
                .containsEntry("canvas", "384x512")
                .containsEntry("scale", "4")
                .containsEntry("seed", "7")
                .containsEntry("count", "2");
        String header = header(out.resolve("shard-00000.safetensors"));
        assertThat(header).contains("\"placed\":{\"dtype\":\"U8\",\"shape\":[2,4,128,96]");
        assertThat(header).contains("\"target\":{\"dtype\":\"U8\",\"shape\":[2,3,128,96]");
    }

    @Test
    void isTheSameToTheByteForASeedHoweverManyThreads() throws Exception {
        build(folder.resolve("a"), 7, 1, 1);
        build(folder.resolve("b"), 7, 1, 2);
        build(folder.resolve("c"), 8, 1, 1);

        byte[] a = shard("a");
        assertThat(shard("b")).isEqualTo(a);
        assertThat(Arrays.equals(shard("c"), a)).isFalse();
    }

    @Test
    void isProductionWithoutJitter() throws Exception {
        build(folder.resolve("out"), 7, 0, 1);

        byte[] shard = shard("out");
        try (Evidence evidence = DrawnPerson.evidence();
                Cutout cutout = ProductCutter.of(POLICY.recipe(), null).cut(DrawnProduct.tee());
                CanvasPictures pictures = new TryOnPreparation(POLICY)
                        .prepare(DrawnPerson.photo(0.2), evidence, cutout, Variation.NONE)) {
            ShardRow production = ShardRow.of("000001", pictures, 4);
            int data = 8 + header(folder.resolve("out/shard-00000.safetensors")).length();
            byte[] maskedCrop = production.planes().get(0);
            assertThat(Arrays.copyOfRange(shard, data, data + maskedCrop.length))
                    .isEqualTo(maskedCrop);
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        Path out = folder.resolve("out");
        build(out, 7, 1, 1);
        Path first = out.resolve("shard-00000.safetensors");
        var written = Files.getLastModifiedTime(first);
        Files.delete(out.resolve("shard-00001.safetensors"));

        var summary = build(out, 7, 1, 1);

        assertThat(summary.pairs()).isEqualTo(3);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        assertThat(out.resolve("shard-00001.safetensors")).exists();
    }

    @Test
    void refusesToMixBuilds() throws Exception {
        Path out = folder.resolve("out");
        build(out, 7, 1, 1);

        assertThatThrownBy(() -> build(out, 8, 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was made with seed 7, this build has 8");
    }

    @Test
    void namesTheFileThatIsWrong() throws Exception {
        Files.writeString(pairs.resolve("000002/evidence.json"), "{\"version\": 1}");

        assertThatThrownBy(() -> build(folder.resolve("out"), 7, 1, 1))
                .hasMessageContaining("000002")
                .hasMessageContaining("evidence.json");
    }

    private byte[] shard(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("shard-00000.safetensors"));
    }

    private static String header(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(bytes, 8, length, StandardCharsets.UTF_8);
    }

    @Test
    void writesWebDatasetsThatCanBeResumed() throws Exception {
        Path out = folder.resolve("tar");
        var options = new TrainingSetOptions(7, 1, 4, 2, 1, TrainingSetOptions.Format.WEBDATASET);
        List<Boolean> kept = new ArrayList<>();

        new TrainingSetBuilder(POLICY, options)
                .build(pairs, out, (done, shards, count, rejected, was) -> kept.add(was));
        byte[] first = Files.readAllBytes(out.resolve("shard-00000.tar"));
        Files.delete(out.resolve("shard-00001.tar"));
        new TrainingSetBuilder(POLICY, options)
                .build(pairs, out, (done, shards, count, rejected, was) -> kept.add(was));

        assertThat(kept).containsExactly(false, false, true, false);
        assertThat(Files.readAllBytes(out.resolve("shard-00000.tar"))).isEqualTo(first);
        Map<String, byte[]> entries = ShardReader.entries(out.resolve("shard-00000.tar"));
        assertThat(entries.keySet())
                .startsWith("000001.json", "000001.masked_crop.npy", "000001.mask.npy")
                .contains("000002.json", "000002.target.npy")
                .hasSize(12);
        assertThat(new String(entries.get("000002.json"), StandardCharsets.UTF_8))
                .contains("\"name\":\"000002\"", "\"seed\":\"7\"", PolicyFingerprint.of(POLICY));
        assertThat(new WebDatasetFile().metadata(out.resolve("shard-00000.tar")))
                .containsEntry("count", "2");
    }
}
