/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import dev.tryon.platform.config.InvalidConfigurationException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes AWS SDK clients from {@link S3Config}. Callers own and close what they get. */
public final class S3Clients {

    private S3Clients() {}

    /** An image store with clients of its own. */
    public static S3ImageStore imageStore(S3Config config) {
        return new S3ImageStore(client(config), presigner(config));
    }

    /** An image store whose every call is one request: for {@link ResilientImageStore}, which tries again itself. */
    public static S3ImageStore singleTryImageStore(S3Config config) {
        S3Client once = client(config, override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return new S3ImageStore(once, presigner(config));
    }

    public static S3Client client(S3Config config) {
        return client(config, override -> {});
    }

    private static S3Client client(S3Config config, Consumer<ClientOverrideConfiguration.Builder> more) {
        var builder = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .forcePathStyle(config.pathStyle())
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(config.maxConnections())
                        .connectionTimeout(config.connectTimeout())
                        .socketTimeout(config.socketTimeout()))
                .overrideConfiguration(override -> {
                    override.apiCallTimeout(config.callTimeout());
                    more.accept(override);
                });
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    static S3Presigner presigner(S3Config config) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(config.pathStyle())
                        .build());
        Optional<URI> endpoint = config.endpoint();
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        Optional<String> accessKey = config.accessKey();
        Optional<String> secretKey = config.secretKey();
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new InvalidConfigurationException(
                    "tryon.s3.access-key and tryon.s3.secret-key go together: set both, or neither to use the default "
                            + "credential chain",
                    null);
        }
        return accessKey.isPresent() && secretKey.isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.get(), secretKey.get()))
                : DefaultCredentialsProvider.builder().build();
    }
}
