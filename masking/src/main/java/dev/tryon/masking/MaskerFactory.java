/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking;

import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.HumanParser;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.evidence.ParsingDetector;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.PolicyFingerprint;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes detectors and maskers that are all alike: MediaPipe's networks, and beside them a user's human-parsing model where
 * there is one. Immutable and thread-safe; what it makes is not.
 */
public final class MaskerFactory {
    private final @Nullable Path parser;
    private final Optional<String> parserFingerprint;

    private MaskerFactory(@Nullable Path parser, Optional<String> parserFingerprint) {
        this.parser = parser;
        this.parserFingerprint = parserFingerprint;
    }

    public static MaskerFactory withMediaPipe() {
        return new MaskerFactory(null, Optional.empty());
    }

    /**
     * Reads and tries the model once.
     *
     * @param parser folder with {@code parser.yaml} and the ONNX file that it names
     * @throws IOException when either is missing or wrong; the message says what to do
     */
    public static MaskerFactory withParser(Path parser) throws IOException {
        return new MaskerFactory(parser, Optional.of(HumanParser.load(parser).fingerprint()));
    }

    /** A masker for one thread, which takes a second to load; the caller closes it. */
    public Masker masker() {
        return new Masker(detector());
    }

    /** A detector for one thread; the caller closes it. */
    public EvidenceDetector detector() {
        EvidenceDetector detector = new MediaPipeDetector();
        try {
            return parser == null ? detector : new ParsingDetector(detector, HumanParser.load(parser));
        } catch (IOException e) {
            detector.close();
            throw new UncheckedIOException("the human-parsing model changed while it was in use", e);
        }
    }

    /** Fingerprint of the masks that these maskers make for an expert; a bundle must have been trained on the same. */
    public String policyFingerprint(Expert expert) {
        return PolicyFingerprint.of(MaskPolicies.of(expert), parserFingerprint);
    }
}
