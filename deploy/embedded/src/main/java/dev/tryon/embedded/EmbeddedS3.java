/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real S3 endpoint on a folder, inside this JVM: S3Proxy, listening on 127.0.0.1 over plain HTTP. Clients address
 * buckets by path, sign with the configured keys, and may name any region. Conditional puts, presigned URLs, ranges,
 * multipart uploads and the checksums of current SDKs work. Objects are there again after a restart on the same folder.
 *
 * <p>Owned by whoever starts it; it has its folder for itself. Thread-safe.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedS3.class);
    private static final String NAME = "embedded S3";
    private static final int MAX_THREADS = 32;
    private static final long STOP_LIMIT_MILLIS = 5_000;

    private final EmbeddedS3Config config;
    private final DataFolder folder;
    private final BlobStore store;
    private final S3Proxy proxy;
    private final URI endpoint;
    private boolean closed;

    private EmbeddedS3(EmbeddedS3Config config, DataFolder folder, BlobStore store, S3Proxy proxy) {
        this.config = config;
        this.folder = folder;
        this.store = store;
        this.proxy = proxy;
        this.endpoint = URI.create("http://" + Ports.HOST + ":" + proxy.getPort());
    }

    /** Starts on any free port with the default keys; see {@link #start(EmbeddedS3Config)}. */
    public static EmbeddedS3 start(Path dataFolder) {
        return start(EmbeddedS3Config.of(dataFolder));
    }

    /**
     * Returns when clients can connect.
     *
     * @throws EmbeddedServerException when the folder or the port cannot be had; nothing is left running then
     */
    public static EmbeddedS3 start(EmbeddedS3Config config) {
        if (config.port() != 0) {
            Ports.requireFree(config.port(), NAME);
        }
        DataFolder folder = DataFolder.open(config.dataFolder());
        try {
            EmbeddedS3 s3 = serve(config, folder);
            LOG.atInfo()
                    .addKeyValue("endpoint", s3.endpoint)
                    .addKeyValue("dataFolder", folder.path())
                    .log("embedded S3 started");
            return s3;
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedS3 serve(EmbeddedS3Config config, DataFolder folder) {
        BlobStore store = new FilesystemNio2BlobStore(buckets(folder).toString());
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://" + Ports.HOST + ":" + config.port()))
                .awsAuthentication(AuthenticationType.AWS_V4, config.accessKey(), config.secretKey())
                .jettyMaxThreads(MAX_THREADS)
                .stopTimeout(STOP_LIMIT_MILLIS)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            stop(proxy);
            throw new EmbeddedServerException(NAME + " on " + folder.path() + " did not start: " + e.getMessage(), e);
        }
        return new EmbeddedS3(config, folder, store, proxy);
    }

    /** The store keeps content types and etags as extended attributes of its files. */
    private static Path buckets(DataFolder folder) {
        Path buckets = folder.path().resolve("buckets");
        try {
            Files.createDirectories(buckets);
            if (!Files.getFileStore(buckets).supportsFileAttributeView("user")) {
                throw new EmbeddedServerException(
                        "data folder " + folder.path() + " is on a file system without extended attributes, which "
                                + NAME + " needs: name a folder on another one",
                        null);
            }
            return buckets;
        } catch (IOException e) {
            throw new EmbeddedServerException("cannot create " + buckets + ": " + e, e);
        }
    }

    /** The URL to give to clients as the endpoint override. */
    public URI endpoint() {
        return endpoint;
    }

    public String accessKey() {
        return config.accessKey();
    }

    public String secretKey() {
        return config.secretKey();
    }

    /** Makes the bucket unless it is there. */
    public void createBucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }

    /** Stops serving within a few seconds; does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(proxy);
        store.close();
        folder.close();
    }

    private static void stop(S3Proxy proxy) {
        try {
            proxy.stop();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("embedded S3 did not stop cleanly");
        }
    }
}
