/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells a file's format from its first bytes. */
final class Signature {
    private static final int LOOK_AT = 1024;
    private static final Pattern SVG = Pattern.compile("<svg[\\s>]");

    private Signature() {}

    static PhotoFormat formatOf(byte[] bytes) throws PhotoRejectedException {
        FileType type = detect(bytes);
        return switch (type) {
            case Jpeg -> PhotoFormat.JPEG;
            case Png -> PhotoFormat.PNG;
            case WebP -> PhotoFormat.WEBP;
            default ->
                throw PhotoRejectedException.unsupported("the content is " + named(type, bytes)
                        + ", not a JPEG, PNG or WebP: convert it to one of these");
        };
    }

    private static FileType detect(byte[] bytes) {
        try {
            return FileTypeDetector.detectFileType(new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, LOOK_AT)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static String named(FileType type, byte[] bytes) {
        if (bytes.length == 0) {
            return "empty";
        }
        if (type != FileType.Unknown) {
            return type == FileType.Heif ? "HEIC/HEIF" : type.getName();
        }
        String start = new String(bytes, 0, Math.min(bytes.length, LOOK_AT), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .strip();
        if (SVG.matcher(start).find()) {
            return "SVG";
        }
        if (start.startsWith("<")) {
            return "HTML or XML (an error page saved as a picture?)";
        }
        return "of an unknown kind";
    }
}
