/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class LosslessOutputTest {
    private static final PhotoLimits LIMITS = PhotoLimits.forOwnResults();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void keepsEveryBitInPng(int channels) throws PhotoRejectedException {
        for (int seed = 0; seed < 30; seed++) {
            int type = CvType.makeType(seed % 2 == 0 ? CvType.CV_8U : CvType.CV_16U, channels);
            Mat picture = Pictures.noise(1 + 7 * seed, 1 + 5 * seed, type, seed);

            try (Photo photo = Photo.decode(PngEncoder.encode(picture, PhotoMetadata.plain()), LIMITS)) {
                assertThat(Pictures.difference(photo.raw(), picture)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void keepsEveryBitInWebp(int channels) throws PhotoRejectedException {
        for (int seed = 0; seed < 12; seed++) {
            Mat picture = visible(Pictures.noise(64 + 7 * seed, 64 + 5 * seed, CvType.CV_8UC(channels), seed));
            byte[] webp = WebpLossless.encode(picture, Pictures.metadata(Orientation.FLIPPED, Pictures.rgbProfile()));

            try (Photo photo = Photo.decode(webp, LIMITS)) {
                assertThat(Pictures.difference(photo.raw(), picture)).isZero();
            }
        }
    }

    @Test
    void saysWhichPicturesWebpCannotHold() {
        Mat transparent = new Mat(70, 70, CvType.CV_8UC4, new Scalar(1, 2, 3, 0));

        assertThat(WebpLossless.canHold(transparent)).isFalse();
        assertThat(WebpLossless.canHold(new Mat(70, 70, CvType.CV_16UC3, new Scalar(0))))
                .isFalse();
        assertThat(WebpLossless.canHold(new Mat(2, 16384, CvType.CV_8UC3, new Scalar(0))))
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebpLossless.encode(transparent, PhotoMetadata.plain()))
                .withMessageContaining("PNG instead");
    }

    @Test
    void writesPngThatAnotherDecoderReadsAlike() throws IOException {
        Mat picture = Pictures.noise(33, 21, CvType.CV_8UC3, 9);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(
                PngEncoder.encode(picture, Pictures.metadata(Orientation.TRANSPOSED, Pictures.rgbProfile()))));

        for (int y = 0; y < 21; y++) {
            for (int x = 0; x < 33; x++) {
                int[] rgb = read.getRaster().getPixel(x, y, (int[]) null);
                assertThat(picture.get(y, x)).containsExactly(rgb[2], rgb[1], rgb[0]);
            }
        }
    }

    @Test
    void writesProfileBytesThatAnotherReaderInflates() throws IOException, DataFormatException {
        byte[] profile = Pictures.largeProfile();
        byte[] png = PngEncoder.encode(
                Pictures.noise(9, 9, CvType.CV_8UC3, 1), Pictures.metadata(Orientation.NORMAL, profile));
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));

        IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");

        IIOMetadataNode chunk =
                (IIOMetadataNode) root.getElementsByTagName("iCCP").item(0);
        Inflater inflater = new Inflater();
        inflater.setInput((byte[]) chunk.getUserObject());
        byte[] read = new byte[profile.length];
        assertThat(inflater.inflate(read)).isEqualTo(profile.length);
        assertThat(read).isEqualTo(profile);
        inflater.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PNG", "WebP"})
    void writesMetadataThatAnotherReaderFinds(String format) throws IOException, ImageProcessingException {
        Mat picture = Pictures.noise(71, 65, CvType.CV_8UC3, 9);
        PhotoMetadata metadata = Pictures.metadata(Orientation.ROTATED_270, Pictures.rgbProfile());
        byte[] bytes =
                format.equals("PNG") ? PngEncoder.encode(picture, metadata) : WebpLossless.encode(picture, metadata);

        Metadata read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes));

        assertThat(read.getFirstDirectoryOfType(ExifIFD0Directory.class).getInteger(ExifIFD0Directory.TAG_ORIENTATION))
                .isEqualTo(8);
        assertThat(read.getFirstDirectoryOfType(IccDirectory.class).getString(IccDirectory.TAG_COLOR_SPACE))
                .startsWith("RGB");
    }

    @Test
    void writesXmpThatAnotherReaderFinds() throws IOException, ImageProcessingException {
        String packet =
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='über'/></rdf:RDF></x:xmpmeta>";
        PhotoMetadata metadata = PhotoMetadata.plain().withTextChunks(List.of(PngEncoder.xmpChunk(packet)));

        Metadata read = ImageMetadataReader.readMetadata(
                new ByteArrayInputStream(PngEncoder.encode(Pictures.noise(9, 9, CvType.CV_8UC3, 1), metadata)));

        assertThat(read.getFirstDirectoryOfType(XmpDirectory.class).getXmpProperties())
                .containsEntry("dc:source", "über");
    }

    @Test
    void leavesOutAProfileThatDoesNotFitTheChannels() throws PhotoRejectedException {
        Mat colour = Pictures.noise(70, 70, CvType.CV_8UC3, 1);
        Mat grey = Pictures.noise(70, 70, CvType.CV_8UC1, 1);
        PhotoMetadata forGrey = Pictures.metadata(Orientation.NORMAL, Pictures.greyProfile());

        try (Photo without = Photo.decode(PngEncoder.encode(colour, forGrey), LIMITS);
                Photo with = Photo.decode(PngEncoder.encode(grey, forGrey), LIMITS)) {
            assertThat(without.iccProfile()).isEmpty();
            assertThat(with.iccProfile()).hasValue(Pictures.greyProfile());
        }
    }

    @Test
    void keepsColourChunksOfAPngSubject() throws PhotoRejectedException {
        byte[] gamma = {0, 0, (byte) 0xB1, (byte) 0x8F};
        byte[] subject = Pictures.withChunk(Pictures.png(70, 70), "gAMA", gamma);

        try (Photo photo = Photo.decode(subject, LIMITS)) {
            String result = new String(PngEncoder.encode(photo.raw(), photo.metadata()), StandardCharsets.ISO_8859_1);
            assertThat(result).contains("gAMA" + new String(gamma, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void namesTheFormats() {
        for (PhotoFormat format : PhotoFormat.values()) {
            assertThat(format.mediaType()).isEqualTo("image/" + format.name().toLowerCase(Locale.ROOT));
            assertThat(format.extension()).isNotEmpty();
        }
    }

    private static Mat visible(Mat picture) {
        if (picture.channels() == 4) {
            Mat floor = new Mat(picture.size(), picture.type(), new Scalar(0, 0, 0, 1));
            Core.max(picture, floor, picture);
        }
        return picture;
    }
}
