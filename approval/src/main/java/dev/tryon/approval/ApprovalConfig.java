/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the approval service is told, beside {@code tryon.s3} and {@code tryon.kafka}. */
@ConfigMapping(prefix = "tryon.approval")
public interface ApprovalConfig {

    Database database();

    /** Where the ledger and everything that is decided are. */
    interface Database {
        /** As {@code jdbc:postgresql://host/name}. */
        String url();

        @WithDefault("tryon")
        String user();

        Optional<String> password();

        @WithDefault("10")
        int connections();
    }

    /** Consumer group that shares out the partitions of tryon.results among the services of one database. */
    @WithDefault("tryon.approval")
    String group();

    /** Folder of workflow files; unset: the one that comes with the program. */
    Optional<Path> workflows();

    /** For requests that name no workflow. */
    @WithDefault("default")
    String defaultWorkflow();

    /** How long a bulk approval can be taken back before it is carried out. */
    @WithDefault("10s")
    Duration bulkGrace();

    /** How often overdue items are looked for. */
    @WithDefault("1m")
    Duration escalationInterval();

    Console console();

    /** The page that reviewers work in. */
    interface Console {
        @WithDefault("0.0.0.0")
        String host();

        /** 0 takes a free port. */
        @WithDefault("8090")
        int port();

        /** What browsers call it by; cookies are sent over TLS only when this is https. Needed with oidc. */
        Optional<URI> publicUrl();

        /** A session ends after this long without a page. */
        @WithDefault("8h")
        Duration sessionIdle();

        /** A session ends after this long whatever happens. */
        @WithDefault("24h")
        Duration sessionLongest();

        /** How long an address of a picture can be used. */
        @WithDefault("10m")
        Duration pictureValidity();

        /** Where browsers fetch pictures from; unset: tryon.s3.endpoint, or AWS. */
        Optional<List<String>> pictureOrigins();
    }

    Login login();

    /** Who may come in. */
    interface Login {
        /** {@code oidc}, or {@code local}: anybody, by a name and roles of their choice; for one machine only. */
        @WithDefault("oidc")
        String mode();

        Optional<URI> issuer();

        Optional<String> clientId();

        Optional<String> clientSecret();

        /** Claim with a reviewer's roles. */
        @WithDefault("tryon_roles")
        String rolesClaim();

        /** Claim with the tenants that a reviewer sees; {@code *} is all. */
        @WithDefault("tryon_tenants")
        String tenantsClaim();
    }

    /**
     * Tenant to SHA-256 of the keys with which its programs ask for statuses, as {@code tryon gateway-key} prints them, with
     * commas between; {@code *} is for operators and sees all.
     */
    Map<String, String> apiKeys();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9468")
    int adminPort();
}
