/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.masking.DrawnPerson;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;

class HumanParserTest {
    private static final Scalar BAG = new Scalar(20, 230, 60);
    private static final Map<Integer, Scalar> ATR_COLOURS =
            Map.of(0, DrawnPerson.GROUND, 4, DrawnPerson.GARMENT, 11, DrawnPerson.SKIN, 16, BAG);
    /** In front of the chest. */
    private static final Rect BAG_PLACE = new Rect(150, 210, 60, 60);

    @TempDir
    private Path folder;

    @Test
    void seesThePartsOfADrawnPerson() throws Exception {
        try (Parsing parsing = parser().parse(photoWithBag())) {
            Size size = new Size(DrawnPerson.WIDTH, DrawnPerson.HEIGHT);
            Mat garment = parsing.mask(size, ParsedPart.UPPER_CLOTHES);
            Mat bag = parsing.mask(size, ParsedPart.BAG);

            assertThat(garment.get(300, 180)[0]).isEqualTo(255);
            assertThat(garment.get(240, 180)[0]).isZero();
            assertThat(bag.get(240, 180)[0]).isEqualTo(255);
            assertThat(bag.get(90, 180)[0]).isZero();
            assertThat(parsing.mask(size, ParsedPart.FACE).get(90, 180)[0]).isEqualTo(255);
        }
    }

    @Test
    void keepsTheBagThatTheParserSeesAndPaintsItWithoutAParser() throws Exception {
        Mat photo = photoWithBag();
        Evidence evidence = DrawnPerson.evidence();

        Mat without = mask(photo, evidence);
        Mat with = mask(photo, evidence.with(parser().parse(photo)));

        assertThat(without.get(240, 180)[0]).isEqualTo(255);
        assertThat(with.get(240, 180)[0]).isZero();
        assertThat(with.get(300, 180)[0]).as("the garment beside it").isEqualTo(255);
    }

    @Test
    void changesTheFingerprintWhenAndOnlyWhenTheParserChanges() throws Exception {
        MaskPolicy policy = MaskPolicies.of(Expert.EXPERT_TOP);
        String without = PolicyFingerprint.of(policy);
        String with = PolicyFingerprint.of(policy, Optional.of(parser().fingerprint()));
        String again = PolicyFingerprint.of(policy, Optional.of(parser().fingerprint()));
        ColourParser.write(folder, "atr", 18, Map.of(0, DrawnPerson.GROUND, 4, DrawnPerson.GARMENT));
        String other = PolicyFingerprint.of(
                policy, Optional.of(HumanParser.load(folder).fingerprint()));

        assertThat(PolicyFingerprint.of(policy, Optional.empty())).isEqualTo(without);
        assertThat(with).isNotEqualTo(without).isEqualTo(again);
        assertThat(other).isNotIn(with, without);
    }

    @Test
    void refusesAFileWithAnotherHash() throws Exception {
        parser();
        Files.write(folder.resolve("parser.onnx"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> HumanParser.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sha256 of")
                .hasMessageContaining("parser.onnx");
    }

    @Test
    void refusesALabelSetThatTheOutputHasNotTheChannelsOf() throws Exception {
        ColourParser.write(folder, "lip", 18, ATR_COLOURS);

        assertThatThrownBy(() -> HumanParser.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("labels is LIP")
                .hasMessageContaining("[1, 20, h, w], but it has [1, 18, 128, 128]");
    }

    @Test
    void namesFieldAndValueThatAreWrong() throws Exception {
        parser();
        refuses("labels: atr", "labels: coco", "coco");
        refuses("width: 128", "width: 4", "width is 4; give 16 to 2048 pixels");
        refuses("std: [1, 1, 1]", "std: [1, 0, 1]", "std is [1.0, 0.0, 1.0]; give three numbers above 0");
        refuses("channels: rgb", "channels: rgb\ncolour: red", "colour");
        refuses("file: parser.onnx", "file: ../parser.onnx", "file is ../parser.onnx; name an .onnx file");
    }

    private void refuses(String right, String wrong, String message) throws IOException {
        Path yaml = folder.resolve("parser.yaml");
        String before = Files.readString(yaml);
        Files.writeString(yaml, before.replace(right, wrong));
        assertThatThrownBy(() -> HumanParser.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        Files.writeString(yaml, before);
    }

    private HumanParser parser() throws Exception {
        ColourParser.write(folder, "atr", 18, ATR_COLOURS);
        return HumanParser.load(folder);
    }

    private static Mat photoWithBag() {
        Mat photo = DrawnPerson.photo(0.3);
        photo.submat(BAG_PLACE).setTo(BAG);
        return photo;
    }

    private static Mat mask(Mat photo, Evidence evidence) throws PhotoRejectedException {
        try (Region region = new RegionBuilder(MaskPolicies.of(Expert.EXPERT_TOP)).build(photo, evidence)) {
            return region.mask().clone();
        }
    }
}
