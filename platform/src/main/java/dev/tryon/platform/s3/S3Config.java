/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the image store. Without keys the AWS SDK's default chain finds credentials (environment, profile, web
 * identity, instance role).
 */
@ConfigMapping(prefix = "tryon.s3")
public interface S3Config {

    /** Another S3 than AWS's. */
    Optional<URI> endpoint();

    @WithDefault("us-east-1")
    String region();

    Optional<String> accessKey();

    Optional<String> secretKey();

    /** Bucket in the path rather than in the host name; most S3 servers other than AWS want it. */
    @WithDefault("false")
    boolean pathStyle();

    @WithDefault("64")
    int maxConnections();

    @WithDefault("2s")
    Duration connectTimeout();

    /** Silence on an open connection. */
    @WithDefault("20s")
    Duration socketTimeout();

    /** One call with all its retries. */
    @WithDefault("60s")
    Duration callTimeout();

    /** Tenant to the buckets that it may name, separated by commas; {@code *} as a tenant is everybody else. */
    Map<String, String> buckets();
}
