/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S3 prefix with a bundle per expert below it, and a folder on disk that keeps what was fetched. Of each bundle the
 * manifest is read anew, so that a new version is seen at the next start; its files are fetched when the disk does not have
 * them. Nothing is used before its bytes have the hash that the manifest names. Thread-safe; several processes may share the
 * folder, since files come into their places whole.
 */
public final class S3Bundles implements BundleSource {

    private static final Logger log = LoggerFactory.getLogger(S3Bundles.class);
    private static final int LARGEST_MANIFEST = 1 << 20;

    private final S3Objects objects;
    private final String prefix;
    private final Path cache;

    /**
     * @param objects stays the caller's
     * @param prefix as {@code s3://models/tryon}
     * @param cache made when it is not there
     */
    public S3Bundles(S3Objects objects, String prefix, Path cache) {
        this.objects = objects;
        this.prefix = prefix;
        this.cache = cache;
    }

    @Override
    public List<String> names() {
        return ExpertNames.all().stream()
                .filter(name -> manifest(name).isPresent())
                .toList();
    }

    @Override
    public ExpertBundle open(String expert) {
        byte[] manifest = manifest(expert)
                .orElseThrow(() -> new BundleRefusedException(
                        address(expert, ExpertBundle.MANIFEST) + " does not exist; upload the bundle, or correct "
                                + "tryon.worker.bundles",
                        null));
        Path folder = cache.resolve(expert + "-" + Sha256.hex(manifest).substring(0, 16));
        try {
            Files.createDirectories(folder);
            for (BundleManifest.BundleFile file :
                    ExpertBundle.manifest(manifest, folder).files().values()) {
                fetch(expert, file, folder.resolve(file.name()));
            }
            write(manifest, folder.resolve(ExpertBundle.MANIFEST));
        } catch (IOException e) {
            throw new BundleRefusedException(
                    "cannot keep the bundle of " + expert + " in " + cache + ": " + e.getMessage()
                            + "; point tryon.worker.bundle-cache at a folder that can be written",
                    e);
        }
        return ExpertBundle.open(folder);
    }

    private void fetch(String expert, BundleManifest.BundleFile file, Path target) throws IOException {
        if (Files.exists(target) && Sha256.hex(target).equals(file.sha256())) {
            return;
        }
        S3Uri address = address(expert, file.name());
        Path part = Files.createTempFile(cache, "part-", ".tmp");
        try {
            try (InputStream from = objects.open(reference(address))) {
                Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            } catch (ImageStoreException e) {
                throw new BundleRefusedException("cannot fetch " + address + ": " + e.getMessage(), e);
            }
            String sha256 = Sha256.hex(part);
            if (!sha256.equals(file.sha256())) {
                throw new BundleRefusedException(
                        address + " has sha256 " + sha256 + ", the manifest says " + file.sha256()
                                + "; upload the bundle again, it is damaged or was changed",
                        null);
            }
            move(part, target);
            log.atInfo()
                    .addKeyValue("expert", expert)
                    .addKeyValue("file", address)
                    .log("fetched");
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Empty when there is none. */
    private Optional<byte[]> manifest(String expert) {
        S3Uri address = address(expert, ExpertBundle.MANIFEST);
        try (InputStream from = objects.open(reference(address))) {
            return Optional.of(from.readNBytes(LARGEST_MANIFEST));
        } catch (ImageStoreException e) {
            if (e.code() == FailureCode.INPUT_NOT_FOUND) {
                return Optional.empty();
            }
            throw new BundleRefusedException("cannot read " + address + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BundleRefusedException("cannot read " + address + ": " + e.getMessage(), e);
        }
    }

    private S3Uri address(String expert, String file) {
        return S3Uri.below(prefix, expert + "/" + file);
    }

    private void write(byte[] manifest, Path target) throws IOException {
        Path part = Files.createTempFile(cache, "part-", ".tmp");
        Files.write(part, manifest);
        move(part, target);
    }

    /** Whole or not at all: a start that is broken off leaves nothing that looks like a bundle. */
    private static void move(Path part, Path target) throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ImageRef reference(S3Uri address) {
        return ImageRef.newBuilder().setUri(address.toString()).build();
    }
}
