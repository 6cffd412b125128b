/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.v1.Expert;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundles that ship: whole, small, made for the masks of today, and described by their cards. Needs no libtorch. */
class ShippedExpertsTest {
    private static final Path EXPERTS = Path.of("..", "..", "experts");
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @MethodSource("experts")
    void isWholeAndMadeForTheMasksOfToday(Expert expert) {
        MaskPolicy policy = MaskPolicies.of(expert);
        BundleManifest.Size canvas = bundle(expert).manifest().canvas();

        ExpertBundle bundle = bundle(expert).requirePolicy(PolicyFingerprint.of(policy));

        assertThat(bundle.manifest().expert()).isEqualTo(MaskPolicies.name(expert));
        assertThat(canvas.width()).isEqualTo(policy.crop().canvas().width());
        assertThat(canvas.height()).isEqualTo(policy.crop().canvas().height());
    }

    @ParameterizedTest
    @MethodSource("experts")
    void cardIsOfThisBundle(Expert expert) throws IOException {
        String card = Files.readString(folder(expert).resolve("MODEL_CARD.md"));

        assertThat(card)
                .contains("Expert `" + MaskPolicies.name(expert) + "`")
                .contains(bundle(expert).manifest().policyFingerprint())
                .contains("## On photos")
                .doesNotContain("Nobody has looked yet");
    }

    @Test
    void areSmall() throws IOException {
        long all = 0;
        for (Expert expert : experts()) {
            long size = size(folder(expert));
            assertThat(size).as(expert.name()).isLessThan(6 * MEBIBYTE);
            all += size;
        }
        assertThat(all).isLessThan(40 * MEBIBYTE);
    }

    static List<Expert> experts() {
        return Arrays.stream(Expert.values())
                .filter(expert -> expert != Expert.UNRECOGNIZED && expert != Expert.EXPERT_UNSPECIFIED)
                .toList();
    }

    private static ExpertBundle bundle(Expert expert) {
        return ExpertBundle.open(folder(expert));
    }

    private static Path folder(Expert expert) {
        return EXPERTS.resolve(MaskPolicies.name(expert));
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
