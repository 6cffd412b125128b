/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.ManifestFormat;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a manifest one after the other, in memory that does not depend on its length.
 *
 * <pre>{@code
 * try (ManifestReader reader = ManifestReader.open(stream, campaign, ManifestPosition.BEGINNING)) {
 *     for (Optional<ManifestRow> row = reader.next(); row.isPresent(); row = reader.next()) { … }
 * }
 * }</pre>
 *
 * <p>A manifest is UTF-8, NDJSON (a request a line) or CSV (a header that names fields, then a request a line), and may be
 * gzipped. Every line but the header is a row, a broken or empty one too, so a row's number follows from its line and
 * reading can go on from a row and an offset. {@link #nextLine} and {@link #parser} part finding rows, which is quick and
 * in order, from parsing them, which can be spread over threads.
 *
 * <p>Owns the stream. Not thread-safe; its parser is.
 */
public final class ManifestReader implements AutoCloseable {
    /** Bytes of the longest row. */
    public static final int LONGEST_LINE = 1 << 20;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final InputStream content;
    private final Lines lines;
    private final RowParser parser;
    private final int headerLines;
    private long rows;

    private ManifestReader(InputStream content, Lines lines, RowParser parser, int headerLines, long rows) {
        this.content = content;
        this.lines = lines;
        this.parser = parser;
        this.headerLines = headerLines;
        this.rows = rows;
    }

    /**
     * Opens a manifest; its format is what the campaign says or else its name.
     *
     * @param manifest from the first byte of the file, as it is stored; closed with the reader, or at once when this fails
     * @param campaign gives rows their ids, tenant and defaults; valid by the contract's rules
     * @param from where to go on; bytes before it are read and passed over
     * @throws UnusableManifestException when no row can be read: unknown format, no header, shorter than the position
     * @throws IOException when the stream fails
     */
    public static ManifestReader open(InputStream manifest, Campaign campaign, ManifestPosition from)
            throws IOException {
        try {
            return opened(manifest, campaign, from);
        } catch (IOException | RuntimeException e) {
            manifest.close();
            throw e;
        }
    }

    private static ManifestReader opened(InputStream manifest, Campaign campaign, ManifestPosition from)
            throws IOException {
        ManifestFormat format = ManifestFormats.of(campaign);
        InputStream content = decompressed(manifest);
        Lines lines = new Lines(content, LONGEST_LINE, skipByteOrderMark(content));
        boolean csv = format == ManifestFormat.MANIFEST_FORMAT_CSV;
        RowFields fields = csv ? header(lines) : new RowFields.Ndjson();
        lines.skipTo(from.offset());
        return new ManifestReader(content, lines, new RowParser(fields, campaign), csv ? 1 : 0, from.rows());
    }

    /**
     * The next row; empty at the end.
     *
     * @throws IOException when the stream fails, or is damaged where it is compressed
     */
    public Optional<ManifestRow> next() throws IOException {
        return nextLine().map(parser::parse);
    }

    /**
     * The next row, not yet parsed; empty at the end.
     *
     * @throws IOException as {@link #next}
     */
    public Optional<ManifestLine> nextLine() throws IOException {
        Lines.@Nullable Line line = lines.next();
        if (line == null) {
            return Optional.empty();
        }
        rows++;
        return Optional.of(new ManifestLine(
                rows, rows + headerLines, new ManifestPosition(rows, line.next()), line.bytes(), line.complete()));
    }

    /** Parses this manifest's lines, on any thread, after the reader is closed too. */
    public RowParser parser() {
        return parser;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static RowFields header(Lines lines) throws IOException {
        Lines.@Nullable Line line = lines.next();
        if (line == null || !line.complete()) {
            throw new UnusableManifestException(
                    "line 1: a CSV manifest begins with a line that names its columns", null);
        }
        return RowFields.Csv.header(Utf8.text(line.bytes())
                .orElseThrow(() -> new UnusableManifestException("line 1: the header is not UTF-8", null)));
    }

    private static InputStream decompressed(InputStream manifest) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(manifest, 1 << 16);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first != GZIP_FIRST || second != GZIP_SECOND) {
            return buffered;
        }
        try {
            return new BufferedInputStream(new Gzip(new WholeStream(buffered)), 1 << 16);
        } catch (EOFException e) {
            throw new UnusableManifestException(
                    "the manifest begins as gzip and ends in its header: upload it whole", e);
        } catch (ZipException e) {
            throw new UnusableManifestException("the manifest begins as gzip and is none: " + e.getMessage(), e);
        }
    }

    /** Returns how many bytes it has: a spreadsheet puts three in front of UTF-8. */
    private static int skipByteOrderMark(InputStream content) throws IOException {
        content.mark(3);
        byte[] first = content.readNBytes(3);
        if (first.length == 3 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            return 3;
        }
        content.reset();
        return 0;
    }

    /** {@code GZIPInputStream} says nothing of a stream that is cut off in its trailer or between two members. */
    private static final class Gzip extends GZIPInputStream {
        Gzip(InputStream in) throws IOException {
            super(in, 1 << 16);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (EOFException e) {
                throw new IOException("the manifest is cut off where it is compressed: upload it whole", e);
            }
        }
    }
}
