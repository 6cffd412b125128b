/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What may differ from one embedded S3 endpoint to another.
 *
 * @param dataFolder where its objects live; created when missing, continued when not
 * @param port where clients connect on 127.0.0.1; 0 takes any free one, anew at each start
 * @param accessKey what clients must sign with
 * @param secretKey what clients must sign with; never printed
 */
public record EmbeddedS3Config(Path dataFolder, int port, String accessKey, String secretKey) {
    public EmbeddedS3Config {
        Objects.requireNonNull(dataFolder, "dataFolder");
        Ports.requireValid(port);
        requireText(accessKey, "accessKey");
        requireText(secretKey, "secretKey");
    }

    /** Any free port; keys that are no secret, for a server that only this machine reaches. */
    public static EmbeddedS3Config of(Path dataFolder) {
        return new EmbeddedS3Config(dataFolder, 0, "tryon", "tryon-secret");
    }

    public EmbeddedS3Config withPort(int newPort) {
        return new EmbeddedS3Config(dataFolder, newPort, accessKey, secretKey);
    }

    public EmbeddedS3Config withKeys(String newAccessKey, String newSecretKey) {
        return new EmbeddedS3Config(dataFolder, port, newAccessKey, newSecretKey);
    }

    @Override
    public String toString() {
        return "EmbeddedS3Config[dataFolder=" + dataFolder + ", port=" + port + ", accessKey=" + accessKey
                + ", secretKey=***]";
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }
}
