/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.v1.ImageRef;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A manifest, here or in S3, and how much of it has been read. Used by one thread; closes what it reads. */
final class ManifestFile implements AutoCloseable {
    private final InputStream stream;
    private final long length;
    private final AtomicLong read = new AtomicLong();

    private ManifestFile(InputStream stream, long length) {
        this.stream = new Counting(stream, read);
        this.length = length;
    }

    /** @throws UnusableManifestException when the file cannot be read */
    static ManifestFile ofFile(Path file) {
        try {
            return new ManifestFile(Files.newInputStream(file), Files.size(file));
        } catch (IOException e) {
            throw new UnusableManifestException("cannot read " + file + "; check the path: " + e, e);
        }
    }

    /** @throws dev.tryon.platform.s3.ImageStoreException when the object is not there or the store fails */
    static ManifestFile ofObject(String uri, S3Objects objects) {
        ImageRef reference = ImageRef.newBuilder().setUri(uri).build();
        return new ManifestFile(objects.open(reference), objects.length(reference));
    }

    InputStream stream() {
        return stream;
    }

    /** How much has been read of what is stored, 0 to 1. */
    double share() {
        return length == 0 ? 1 : (double) read.get() / length;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static final class Counting extends FilterInputStream {
        private final AtomicLong read;

        Counting(InputStream in, AtomicLong read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read.addAndGet(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int got = super.read(bytes, offset, count);
            read.addAndGet(Math.max(0, got));
            return got;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            read.addAndGet(skipped);
            return skipped;
        }
    }
}
