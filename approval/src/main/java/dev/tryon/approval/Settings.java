/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.access.OidcLogin;
import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.s3.S3Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration's values as the parts take them, checked together. Immutable.
 *
 * @param workflows YAML texts
 * @param oidc empty: local mode
 * @param secure whether browsers use TLS
 * @param apiKeys hash of a key to its tenant
 */
record Settings(
        List<String> workflows,
        Optional<OidcLogin.Settings> oidc,
        boolean secure,
        List<String> pictureOrigins,
        Map<String, String> apiKeys) {

    private static final String BUILT_IN = "workflows/default.yaml";

    /** @throws InvalidConfigurationException naming the key at fault */
    static Settings of(ApprovalConfig config, S3Config s3) {
        URI publicUrl = config.console().publicUrl().orElse(null);
        return new Settings(
                config.workflows().map(Settings::read).orElseGet(() -> List.of(builtIn())),
                oidc(config),
                publicUrl != null && "https".equals(publicUrl.getScheme()),
                config.console()
                        .pictureOrigins()
                        .orElseGet(() -> s3.endpoint()
                                .map(endpoint -> List.of(endpoint.getScheme() + "://" + endpoint.getAuthority()))
                                .orElse(List.of("https://*.amazonaws.com"))),
                apiKeys(config.apiKeys()));
    }

    private static Map<String, String> apiKeys(Map<String, String> hashesByTenant) {
        Map<String, String> tenants = new HashMap<>();
        hashesByTenant.forEach((tenant, hashes) -> {
            String key = "tryon.approval.api-keys." + tenant;
            for (String hash : hashes.split(",", -1)) {
                String other = tenants.putIfAbsent(ApiKeys.configured(hash.strip(), key), tenant);
                if (other != null) {
                    throw new InvalidConfigurationException(
                            key + ": has a key that tenant " + other + " has too; give each its own", null);
                }
            }
        });
        return tenants;
    }

    static Database database(ApprovalConfig.Database config) {
        try {
            return Database.open(config.url(), config.user(), config.password().orElse(""), config.connections());
        } catch (RuntimeException e) {
            throw new InvalidConfigurationException(
                    "tryon.approval.database.url: " + config.url() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Optional<OidcLogin.Settings> oidc(ApprovalConfig config) {
        ApprovalConfig.Login login = config.login();
        if (login.mode().equals("local")) {
            return Optional.empty();
        }
        if (!login.mode().equals("oidc")) {
            throw new InvalidConfigurationException(
                    "tryon.approval.login.mode is '" + login.mode() + "'; it is oidc or local", null);
        }
        return Optional.of(new OidcLogin.Settings(
                required("tryon.approval.login.issuer", login.issuer()),
                required("tryon.approval.login.client-id", login.clientId()),
                required("tryon.approval.login.client-secret", login.clientSecret()),
                required("tryon.approval.console.public-url", config.console().publicUrl())
                        .resolve("/login/callback"),
                login.rolesClaim(),
                login.tenantsClaim()));
    }

    private static <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> new InvalidConfigurationException(
                key + " is not set; login by oidc needs it (tryon.approval.login.mode=local does without)", null));
    }

    private static List<String> read(Path folder) {
        List<String> texts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            for (Path file : files) {
                texts.add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    "tryon.approval.workflows: cannot read " + folder + ": " + e.getMessage(), e);
        }
        return texts;
    }

    private static String builtIn() {
        try (InputStream stream = Settings.class.getResourceAsStream(BUILT_IN)) {
            if (stream == null) {
                throw new IllegalStateException(BUILT_IN + " is not on the class path; build the project anew");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
