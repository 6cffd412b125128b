/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.producer.gateway.access.Access;
import dev.tryon.producer.gateway.access.Allowance;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.producer.gateway.access.Tokens;
import dev.tryon.proto.LaneNames;
import dev.tryon.v1.Lane;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask, as the configuration says. Stateless but for what it is given. */
final class AccessFromConfig {
    private static final String PREFIX = "tryon.gateway.tenants.";

    private final GatewayConfig config;
    private final BucketAccess buckets;
    private final Clock clock;

    AccessFromConfig(GatewayConfig config, BucketAccess buckets, Clock clock) {
        this.config = config;
        this.buckets = buckets;
        this.clock = clock;
    }

    /** @throws InvalidConfigurationException naming the key at fault */
    Access access() {
        Map<String, Tenant> tenants = new HashMap<>();
        Map<String, String> keys = new HashMap<>();
        config.tenants().forEach((name, tenant) -> {
            tenants.put(
                    name,
                    new Tenant(name, buckets.allowedTo(name), lanes(name, tenant.lanes()), allowance(name, tenant)));
            for (String hash : tenant.keys().orElse(List.of())) {
                if (keys.putIfAbsent(ApiKeys.configured(hash, PREFIX + name + ".keys"), name) != null) {
                    throw new InvalidConfigurationException(PREFIX + name + ".keys: a key is there twice", null);
                }
            }
        });
        return new Access(tenants, keys, tokens());
    }

    private Allowance allowance(String name, GatewayConfig.Tenant tenant) {
        if (!(tenant.rate() > 0)) {
            throw new InvalidConfigurationException(
                    PREFIX + name + ".rate: must be above 0; it is " + tenant.rate(), null);
        }
        return new Allowance(clock, tenant.rate(), tenant.quota().orElse(Long.MAX_VALUE));
    }

    private static Set<Lane> lanes(String name, List<String> names) {
        Set<Lane> lanes = EnumSet.noneOf(Lane.class);
        for (String lane : names) {
            lanes.add(LaneNames.lane(lane.strip())
                    .orElseThrow(() -> new InvalidConfigurationException(
                            PREFIX + name + ".lanes: must be interactive, bulk or both; it is " + names, null)));
        }
        return lanes;
    }

    private @Nullable Tokens tokens() {
        Optional<String> issuer = config.oidc().issuer();
        Optional<URI> jwks = config.oidc().jwks();
        if (issuer.isPresent() != jwks.isPresent()) {
            throw new InvalidConfigurationException(
                    "tryon.gateway.oidc.issuer and tryon.gateway.oidc.jwks go together: set both, or neither", null);
        }
        return issuer.isPresent() && jwks.isPresent()
                ? new Tokens(
                        Tokens.keys(jwks.get()),
                        issuer.get(),
                        config.oidc().audience(),
                        config.oidc().tenantClaim())
                : null;
    }
}
