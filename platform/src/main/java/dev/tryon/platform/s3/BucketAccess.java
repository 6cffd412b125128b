/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which buckets a tenant may name. A tenant that is not listed falls to {@code *}; without {@code *} it may name none.
 * Immutable.
 */
public final class BucketAccess {

    private static final String EVERYBODY_ELSE = "*";

    private final Map<String, Set<String>> allowed;

    /** @param buckets tenant to bucket names separated by commas, as {@link S3Config#buckets()} */
    public BucketAccess(Map<String, String> buckets) {
        this.allowed = buckets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> names(e.getValue())));
    }

    public boolean allows(String tenant, String bucket) {
        return allowedTo(tenant).contains(bucket);
    }

    /** For error messages. */
    public Set<String> allowedTo(String tenant) {
        return allowed.getOrDefault(tenant, allowed.getOrDefault(EVERYBODY_ELSE, Set.of()));
    }

    private static Set<String> names(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
