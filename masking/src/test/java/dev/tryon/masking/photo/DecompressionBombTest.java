/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.tryon.v1.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;

/** Small files that ask for much memory. */
class DecompressionBombTest {
    private static final int MEGABYTE = 1 << 20;

    @BeforeAll
    static void load() throws PhotoRejectedException {
        // What is measured is one intake, not the loading of classes and libraries.
        Photo.decode(Pictures.png(80, 80), PhotoLimits.defaults()).close();
    }

    @Test
    void refusesTwoHundredMegapixelsWithLittleMemory() throws IOException {
        byte[] bomb = png(20_000, 10_000);
        assertThat(bomb.length).isLessThan(MEGABYTE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long heap = threads.getCurrentThreadAllocatedBytes();
        long resident = peakResidentBytes();

        PhotoRejectedException rejected = catchThrowableOfType(
                PhotoRejectedException.class,
                () -> Photo.decode(bomb, PhotoLimits.defaults()).close());

        assertThat(rejected.code()).isEqualTo(FailureCode.INPUT_TOO_MANY_PIXELS);
        assertThat(rejected).hasMessageContaining("20000 x 10000").hasMessageContaining("200.0 megapixels");
        assertThat(threads.getCurrentThreadAllocatedBytes() - heap).isLessThan(4 * MEGABYTE);
        assertThat(peakResidentBytes() - resident).isLessThan(32 * MEGABYTE);
    }

    @Test
    void dropsAProfileThatInflatesWithoutEnd() throws PhotoRejectedException {
        byte[] zeros = deflated(40 * MEGABYTE);
        byte[] data = Pictures.concat(new byte[] {'x', 0, 0}, zeros);

        try (Photo photo = Photo.decode(
                Pictures.withChunk(Pictures.encode(".png", Pictures.noise(80, 80, CvType.CV_8UC3, 1)), "iCCP", data),
                PhotoLimits.defaults())) {
            assertThat(photo.iccProfile()).isEmpty();
        }
    }

    /** Black, grey, 8 bits. */
    private static byte[] png(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        byte[] pixels = deflated((long) height * (width + 1));
        ByteBuffer out = ByteBuffer.allocate(8 + 25 + 12 + pixels.length + 12);
        out.putLong(0x89504E470D0A1A0AL);
        new PngChunk("IHDR", header).writeTo(out);
        new PngChunk("IDAT", pixels).writeTo(out);
        new PngChunk("IEND", new byte[0]).writeTo(out);
        return out.array();
    }

    private static byte[] deflated(long zeros) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[MEGABYTE];
        byte[] compressed = new byte[MEGABYTE];
        for (long left = zeros; left > 0; left -= part.length) {
            deflater.setInput(part, 0, (int) Math.min(left, part.length));
            while (!deflater.needsInput()) {
                out.write(compressed, 0, deflater.deflate(compressed));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(compressed, 0, deflater.deflate(compressed));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Of the whole process, native memory included; 0 where the system does not tell. */
    private static long peakResidentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        }
    }
}
