/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a gateway is told, beside {@code tryon.s3}, {@code tryon.kafka} and {@code tryon.telemetry}. */
@ConfigMapping(prefix = "tryon.gateway")
public interface GatewayConfig {

    /** Names this process in events; the host's name when unset. */
    Optional<String> id();

    @WithDefault("0.0.0.0")
    String host();

    /** 0 takes a free port. TLS ends in front of the gateway. */
    @WithDefault("8080")
    int port();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9467")
    int adminPort();

    /** How long Kafka may take to confirm a request before it is answered 503. */
    @WithDefault("10s")
    Duration acceptTimeout();

    Limits limits();

    View view();

    Uploads uploads();

    Oidc oidc();

    /** By name. What buckets a tenant may name stands in {@code tryon.s3.buckets}, for workers too. */
    Map<String, Tenant> tenants();

    /** What is let in. */
    interface Limits {
        /** Bytes of one request. */
        @WithDefault("262144")
        int bytes();

        /** Lines of one batch. */
        @WithDefault("10000")
        int batchLines();

        /** Bytes of one batch. */
        @WithDefault("33554432")
        long batchBytes();

        /** Clients that may follow events at a time. */
        @WithDefault("1000")
        int followers();
    }

    /** What an instance remembers of tryon.results. */
    interface View {
        /** How far back it reads when it starts. */
        @WithDefault("1h")
        Duration window();

        /** Requests; the ones that were heard of longest ago are forgotten. */
        @WithDefault("200000")
        int requests();
    }

    /** Presigned uploads. */
    interface Uploads {
        /** How long an address can be written to. */
        @WithDefault("15m")
        Duration validity();

        /** Bytes of one picture. */
        @WithDefault("67108864")
        long bytes();
    }

    /** Bearer tokens (JWT) of an identity provider; without an issuer only keys are taken. */
    interface Oidc {
        Optional<String> issuer();

        /** Who the tokens must be made for. */
        @WithDefault("tryon")
        String audience();

        /** Where the provider's public keys are. */
        Optional<URI> jwks();

        /** The claim that names the tenant. */
        @WithDefault("tenant")
        String tenantClaim();
    }

    /** One who may ask. */
    interface Tenant {
        /** SHA-256 of its keys in hex, as {@code tryon gateway-key} prints them. */
        Optional<List<String>> keys();

        /** interactive, bulk. */
        @WithDefault("interactive,bulk")
        List<String> lanes();

        /** Requests a second, of each instance; twice as many at once after a pause. */
        @WithDefault("100")
        double rate();

        /** Requests a day (UTC), of each instance. */
        OptionalLong quota();
    }
}
