/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/** The formats of input pictures, told by their first bytes; names of files do not count. */
enum PictureFormat {
    JPEG("jpg", "image/jpeg") {
        @Override
        boolean starts(byte[] bytes) {
            return at(bytes, 0, "\u00ff\u00d8\u00ff");
        }
    },
    PNG("png", "image/png") {
        @Override
        boolean starts(byte[] bytes) {
            return at(bytes, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    WEBP("webp", "image/webp") {
        @Override
        boolean starts(byte[] bytes) {
            return at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP");
        }
    };

    private final String extension;
    private final String contentType;

    PictureFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** The format of a file's bytes; empty when it is none that experts take. */
    static Optional<PictureFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.starts(bytes)).findFirst();
    }

    abstract boolean starts(byte[] bytes);

    /** Without a dot. */
    String extension() {
        return extension;
    }

    String contentType() {
        return contentType;
    }

    private static boolean at(byte[] bytes, int offset, String magic) {
        byte[] expected = magic.getBytes(ISO_8859_1);
        return bytes.length >= offset + expected.length
                && Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }
}
