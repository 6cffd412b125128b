/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos.sabotage;

import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.StoredImage;
import dev.tryon.v1.ImageRef;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Touches one pixel in the corner of every result, after the worker has checked it. */
final class UncheckedStore implements ImageStore {

    private final ImageStore store;

    UncheckedStore(ImageStore store) {
        this.store = store;
    }

    @Override
    public PutOutcome putIfAbsent(S3Uri address, byte[] bytes, String contentType) {
        boolean result = address.key().endsWith(".png") && !address.key().endsWith(".mask.png");
        return store.putIfAbsent(address, result ? touched(bytes) : bytes, contentType);
    }

    @Override
    public StoredImage get(ImageRef reference, long maximumBytes) {
        return store.get(reference, maximumBytes);
    }

    @Override
    public Optional<ImageRef> find(S3Uri address) {
        return store.find(address);
    }

    @Override
    public URI presignGet(S3Uri address, Duration validity) {
        return store.presignGet(address, validity);
    }

    private static byte[] touched(byte[] png) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            picture.setRGB(0, 0, picture.getRGB(0, 0) ^ 0x010101);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
