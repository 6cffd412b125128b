/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.access;

import dev.tryon.platform.access.ApiKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a request's {@code Authorization} header speaks for. Immutable and thread-safe. */
public final class Access {
    private final Map<String, Tenant> byName;
    private final Map<String, Tenant> byKey;
    private final @Nullable Tokens tokens;

    /**
     * @param byName all tenants
     * @param keys {@linkplain ApiKeys#hash hash} of a key to its tenant's name
     * @param tokens null: none are taken
     */
    public Access(Map<String, Tenant> byName, Map<String, String> keys, @Nullable Tokens tokens) {
        this.byName = Map.copyOf(byName);
        Map<String, Tenant> known = new HashMap<>();
        keys.forEach((hash, name) -> {
            Tenant tenant = byName.get(name);
            if (tenant == null) {
                throw new IllegalArgumentException("a key of tenant " + name + ", of whom nothing is known");
            }
            known.put(hash, tenant);
        });
        this.byKey = Map.copyOf(known);
        this.tokens = tokens;
    }

    /** The tenant; empty when the header is none, or what stands in it is not to be trusted. */
    public Optional<Tenant> of(@Nullable String authorization) {
        return ApiKeys.borne(authorization).flatMap(this::ofCredential);
    }

    private Optional<Tenant> ofCredential(String credential) {
        if (credential.startsWith(ApiKeys.PREFIX)) {
            return Optional.ofNullable(byKey.get(ApiKeys.hash(credential)));
        }
        return tokens == null ? Optional.empty() : tokens.tenant(credential).map(byName::get);
    }
}
