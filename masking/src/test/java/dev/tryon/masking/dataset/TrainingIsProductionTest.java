/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tryon.masking.DrawnFigure;
import dev.tryon.masking.DrawnProduct;
import dev.tryon.masking.DrawnProducts;
import dev.tryon.masking.FigureDetector;
import dev.tryon.masking.Masker;
import dev.tryon.masking.MaskerFactory;
import dev.tryon.masking.PreparedTryOn;
import dev.tryon.masking.dataset.TrainingSetOptions.Format;
import dev.tryon.masking.evidence.ColourParser;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.HumanParser;
import dev.tryon.masking.evidence.ParsingDetector;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Mat;

/**
 * Train like you infer: for every policy, what a training set without jitter holds is, byte for byte, what production
 * shows the expert for the same photo, product and evidence.
 */
class TrainingIsProductionTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> experts() {
        return Arrays.stream(Expert.values())
                .filter(expert -> expert.name().startsWith("EXPERT_"))
                .filter(MaskPolicies::has)
                .flatMap(expert -> Arrays.stream(Format.values()).map(format -> arguments(expert, format)));
    }

    @ParameterizedTest
    @MethodSource("experts")
    void everyTensorIsTheSameToTheByte(Expert expert, Format format) throws Exception {
        Mat product = DrawnProducts.of(expert);
        try (Evidence evidence = DrawnFigure.evidence()) {
            PairFolder.write(folder.resolve("pairs/000001"), DrawnFigure.photo(), product, evidence);
            if (expert == Expert.EXPERT_FACE) {
                Path json = folder.resolve("pairs/000001/evidence.json");
                Files.copy(json, json.resolveSibling("product-evidence.json"));
            }
        }

        Map<String, byte[]> training = train(expert, format);
        Map<String, byte[]> production = produce(new FigureDetector(), expert, product);

        production.forEach((name, bytes) ->
                assertThat(Arrays.equals(training.get(name), bytes)).as(name).isTrue());
        assertThat(production.get("mask")).as("the test sees a mask").contains((byte) 255);
    }

    /** A parser that takes trousers for a bag, so that its masks differ from those without it. */
    @Test
    void likewiseWithHumanParsingModel() throws Exception {
        Path parser = folder.resolve("parser");
        ColourParser.write(
                parser,
                "atr",
                18,
                Map.of(0, DrawnFigure.GROUND, 4, DrawnFigure.SHIRT, 14, DrawnFigure.SKIN, 16, DrawnFigure.TROUSERS));
        Mat product = DrawnProducts.of(Expert.EXPERT_TOP);
        try (Evidence evidence = DrawnFigure.evidence()) {
            PairFolder.write(folder.resolve("pairs/000001"), DrawnFigure.photo(), product, evidence);
        }
        var options = new TrainingSetOptions(3, 0, 1, 8, 1, Format.SAFETENSORS);

        Map<String, byte[]> training = train(
                TrainingSetBuilder.withParser(MaskPolicies.of(Expert.EXPERT_TOP), options, parser), options.format());
        Map<String, byte[]> production = produce(
                new ParsingDetector(new FigureDetector(), HumanParser.load(parser)), Expert.EXPERT_TOP, product);
        Map<String, byte[]> without = produce(new FigureDetector(), Expert.EXPERT_TOP, product);

        assertThat(training.get("mask")).isEqualTo(production.get("mask")).isNotEqualTo(without.get("mask"));
        assertThat(ShardFile.of(options.format()).metadata(folder.resolve("shards/shard-00000.safetensors")))
                .containsEntry(
                        "policy_fingerprint", MaskerFactory.withParser(parser).policyFingerprint(Expert.EXPERT_TOP));
    }

    private Map<String, byte[]> train(Expert expert, Format format) throws Exception {
        var options = new TrainingSetOptions(3, 0, 1, 8, 1, format);
        return train(new TrainingSetBuilder(MaskPolicies.of(expert), options), format);
    }

    private Map<String, byte[]> train(TrainingSetBuilder builder, Format format) throws Exception {
        Path out = folder.resolve("shards");
        var summary = builder.build(folder.resolve("pairs"), out, (done, shards, pairs, rejected, kept) -> {});
        assertThat(summary.pairs()).isEqualTo(1);
        return format == Format.SAFETENSORS
                ? ShardReader.tensors(out.resolve("shard-00000.safetensors"))
                : ShardReader.arrays(out.resolve("shard-00000.tar"), "000001");
    }

    private static Map<String, byte[]> produce(EvidenceDetector detector, Expert expert, Mat product) throws Exception {
        try (Masker masker = new Masker(detector);
                Photo subject = DrawnProduct.photo(DrawnFigure.photo());
                Photo productPhoto = DrawnProduct.photo(product);
                PreparedTryOn prepared =
                        masker.prepare(subject, productPhoto, expert, Optional.empty(), Optional.empty())) {
            Map<String, byte[]> tensors = new LinkedHashMap<>();
            tensors.put("masked_crop", bytes(prepared.maskedCrop()));
            tensors.put("mask", bytes(prepared.maskTensor()));
            tensors.put("product", bytes(prepared.product()));
            tensors.put("placed", bytes(prepared.placed()));
            return tensors;
        }
    }

    private static byte[] bytes(float[] tensor) {
        byte[] bytes = new byte[tensor.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * tensor[i]);
            if ((bytes[i] & 0xff) / 255f != tensor[i]) {
                throw new AssertionError(tensor[i] + " is no 8-bit level");
            }
        }
        return bytes;
    }
}
