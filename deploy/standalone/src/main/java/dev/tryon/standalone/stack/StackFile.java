/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Says where a running stack is, for the other commands; gone when the stack stops. */
public record StackFile(Path path) implements AutoCloseable {

    public static StackFile write(Path folder, LocalStack stack) {
        Properties properties = new Properties();
        properties.setProperty("kafka.bootstrap-servers", stack.kafkaBootstrapServers());
        properties.setProperty("s3.endpoint", stack.s3Endpoint());
        properties.setProperty("s3.access-key", stack.s3AccessKey());
        properties.setProperty("s3.secret-key", stack.s3SecretKey());
        properties.setProperty("s3.region", "us-east-1");
        properties.setProperty("s3.bucket", LocalStack.BUCKET);
        Path path = folder.resolve("stack.properties");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + folder, e);
        }
        try (Writer writer = Files.newBufferedWriter(path)) {
            properties.store(writer, "where the running local stack is; written by tryon up");
            return new StackFile(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
