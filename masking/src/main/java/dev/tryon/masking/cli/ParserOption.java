/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.MaskerFactory;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.HumanParser;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.evidence.ParsingDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --parser}: a human-parsing model of the user's beside the fixed detectors. */
final class ParserOption {
    @Option(
            names = "--parser",
            paramLabel = "DIR",
            description =
                    "Folder with a human-parsing model (ONNX) and its parser.yaml; changes masks and fingerprint.")
    private @Nullable Path folder;

    MaskerFactory maskers() throws IOException {
        return folder == null ? MaskerFactory.withMediaPipe() : MaskerFactory.withParser(folder);
    }

    /** What the caller closes. */
    EvidenceDetector detector() throws IOException {
        EvidenceDetector detector = new MediaPipeDetector();
        if (folder == null) {
            return detector;
        }
        try {
            return new ParsingDetector(detector, HumanParser.load(folder));
        } catch (IOException | RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    /** Where the model is; empty without one. */
    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }
}
