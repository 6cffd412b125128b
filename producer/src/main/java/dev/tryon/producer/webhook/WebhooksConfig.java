/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a caller of webhooks is told, beside {@code tryon.kafka}. */
@ConfigMapping(prefix = "tryon.webhooks")
public interface WebhooksConfig {

    /** Names this process to Kafka. */
    Optional<String> id();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9469")
    int adminPort();

    /** Calls at a time. */
    @WithDefault("64")
    int calls();

    /** Of those to one host. */
    @WithDefault("4")
    int callsPerHost();

    /** How long an endpoint may take to answer. */
    @WithDefault("10s")
    Duration timeout();

    /** Calls in memory; when there are more, no further events are taken in. */
    @WithDefault("20000")
    int pending();

    /** How long a stop waits for calls in hand. */
    @WithDefault("15s")
    Duration drain();

    Retries retries();

    /** Networks that may be called although they are not of the public internet, as {@code 10.1.0.0/16}. */
    Optional<List<String>> privateNetworks();

    /** Certificates (PEM) that count beside those that the JDK trusts. */
    Optional<Path> certificates();

    /** By name. */
    Map<String, Tenant> tenants();

    /** What is done about calls that fail. */
    interface Retries {
        /** The pause after the first try; each one after it is twice as long. */
        @WithDefault("5s")
        Duration first();

        /** The longest pause. */
        @WithDefault("1h")
        Duration longest();

        /** After so long a call that fails is given up. */
        @WithDefault("24h")
        Duration giveUpAfter();
    }

    /** One whose requests may have webhooks. */
    interface Tenant {
        /** {@code whsec_} and base64; every call is signed with each of them. */
        List<String> secrets();
    }
}
