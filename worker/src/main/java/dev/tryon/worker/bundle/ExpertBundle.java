/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.proto.ExpertNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A verified bundle on disk: every file has the sha256 that the manifest names. Immutable.
 *
 * @param sha256 of {@code bundle.json}, which names the hashes of all other files: the identity of the whole
 */
public record ExpertBundle(Path folder, BundleManifest manifest, String sha256) {

    static final String MANIFEST = "bundle.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Reads and verifies a bundle.
     *
     * @throws BundleRefusedException when a file is missing or is not the one that the manifest names
     */
    public static ExpertBundle open(Path folder) {
        try {
            byte[] manifestBytes = Files.readAllBytes(folder.resolve(MANIFEST));
            BundleManifest manifest = manifest(manifestBytes, folder);
            for (BundleManifest.BundleFile file : manifest.files().values()) {
                verify(folder.resolve(file.name()), file.sha256());
            }
            return new ExpertBundle(folder, manifest, Sha256.hex(manifestBytes));
        } catch (NoSuchFileException e) {
            throw new BundleRefusedException(
                    "no such file: " + e.getFile() + "; point tryon.worker.bundles at expert bundles", e);
        } catch (IOException e) {
            throw new BundleRefusedException("cannot read the bundle in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** @param folder where it is, for messages */
    static BundleManifest manifest(byte[] json, Path folder) throws IOException {
        try {
            return JSON.readValue(json, BundleManifest.class);
        } catch (JsonProcessingException e) {
            throw new BundleRefusedException(
                    folder.resolve(MANIFEST) + " is not a bundle manifest: " + e.getOriginalMessage()
                            + "; export the bundle again",
                    e);
        }
    }

    /** Bytes of its files. Weights are stored as they are used, so that this is what they take on the device. */
    public long bytes() {
        return manifest.files().values().stream()
                .mapToLong(file -> folder.resolve(file.name()).toFile().length())
                .sum();
    }

    /** Which experts have a bundle in a folder of bundles, as {@code top}; whether they fit is not asked. */
    public static List<String> names(Path bundles) {
        return ExpertNames.all().stream()
                .filter(name -> Files.isRegularFile(bundles.resolve(name).resolve(MANIFEST)))
                .toList();
    }

    /** Holds that this bundle learned on the very masks that a policy makes today (promise 2). */
    public ExpertBundle requirePolicy(String policyFingerprint) {
        if (!manifest.policyFingerprint().equals(policyFingerprint)) {
            throw new BundleRefusedException(
                    "bundle " + manifest.expert() + " " + manifest.version() + " in " + folder
                            + " was trained with mask policy " + manifest.policyFingerprint()
                            + ", but this worker masks with " + policyFingerprint
                            + "; retrain the expert on this policy's masks, or run the worker release that has the "
                            + "bundle's policy",
                    null);
        }
        return this;
    }

    /** Holds that the crops which a policy cuts have the size that this bundle paints. */
    public ExpertBundle requireCanvas(int width, int height) {
        if (manifest.canvas().width() != width || manifest.canvas().height() != height) {
            throw new BundleRefusedException(
                    "bundle " + manifest.expert() + " paints "
                            + manifest.canvas().width() + "×"
                            + manifest.canvas().height()
                            + ", but the mask policy crops to " + width + "×" + height + "; export it for that canvas",
                    null);
        }
        return this;
    }

    public Path file(String role) {
        BundleManifest.BundleFile file = manifest.files().get(role);
        if (file == null) {
            throw new IllegalArgumentException("bundles have no file " + role);
        }
        return folder.resolve(file.name());
    }

    private static void verify(Path file, String expected) throws IOException {
        String actual = Sha256.hex(file);
        if (!actual.equals(expected)) {
            throw new BundleRefusedException(
                    file + " has sha256 " + actual + ", the manifest says " + expected
                            + "; copy the bundle again, it is damaged or was changed",
                    null);
        }
    }
}
