/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.evidence.HumanParser;
import dev.tryon.masking.evidence.MediaPipeDetector;
import dev.tryon.masking.evidence.ParsingDetector;
import java.io.IOException;
import java.nio.file.Path;
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

    /** What the caller closes. */
    EvidenceDetector detector() throws IOException {
        if (folder == null) {
            return new MediaPipeDetector();
        }
        return new ParsingDetector(new MediaPipeDetector(), HumanParser.load(folder));
    }
}
