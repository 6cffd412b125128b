/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The orientation in an EXIF block: the only thing read from it, and the only thing written. */
final class Exif {
    /** What stands before the TIFF structure in a JPEG's APP1, and by mistake in some WebP files. */
    static final byte[] PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int TYPE_SHORT = 3;

    private Exif() {}

    /** Of a TIFF structure, with or without the preamble. Empty when it names none or cannot be read. */
    static Optional<Orientation> orientation(byte[] exif) {
        int tiff = startsWithPreamble(exif) ? PREAMBLE.length : 0;
        Metadata metadata = new Metadata();
        try {
            new ExifReader().extract(new ByteArrayReader(Arrays.copyOfRange(exif, tiff, exif.length)), metadata);
        } catch (RuntimeException e) {
            // A damaged EXIF block does not damage the picture: viewers show it as stored, and so do we.
            return Optional.empty();
        }
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null ? Optional.empty() : Optional.of(Orientation.ofExif(value));
    }

    static boolean startsWithPreamble(byte[] bytes) {
        return bytes.length >= PREAMBLE.length
                && Arrays.equals(bytes, 0, PREAMBLE.length, PREAMBLE, 0, PREAMBLE.length);
    }

    /** The smallest TIFF structure that says it: a big-endian header and one directory with one entry (TIFF 6.0, 2). */
    static byte[] of(Orientation orientation) {
        return ByteBuffer.allocate(26)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ExifDirectoryBase.TAG_ORIENTATION)
                .putShort((short) TYPE_SHORT)
                .putInt(1)
                .putShort((short) orientation.exif())
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
