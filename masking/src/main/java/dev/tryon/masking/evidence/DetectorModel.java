/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The networks that evidence comes from; their files are in the jar tryon-masking-models. */
public enum DetectorModel {
    SELFIE_SEGMENTATION,
    POSE_LANDMARK_FULL,
    FACE_DETECTION_FULL_RANGE,
    FACE_DETECTION_SHORT_RANGE,
    FACE_LANDMARK;

    private static final String FOLDER = "/dev/tryon/masking/models/";

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".tflite";
    }

    /** The sha256 of the file, lower-case hex, as the build checked it. */
    public String sha256() {
        String list = new String(resource("models.sha256"), StandardCharsets.UTF_8);
        return list.lines()
                .filter(line -> line.endsWith("  " + fileName()))
                .map(line -> line.substring(0, 64))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("models.sha256 does not name " + fileName()));
    }

    byte[] read() {
        return resource(fileName());
    }

    private static byte[] resource(String name) {
        try (InputStream stream = DetectorModel.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        FOLDER + name + " is not on the class path; add the artifact tryon-masking-models");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FOLDER + name, e);
        }
    }
}
