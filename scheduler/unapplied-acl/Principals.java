/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who the plan's services are in a cluster: {@code worker} is {@code User:tryon-worker}. A service that is not named gets no
 * ACLs. Immutable.
 */
public record Principals(Map<String, String> byService) {
    private static final Set<String> ANYBODY = Set.of("User:*", "User:ANONYMOUS");

    /** Of a cluster without an authorizer, or whose ACLs are somebody else's business. */
    public static final Principals NONE = new Principals(Map.of());

    public Principals {
        byService = Map.copyOf(byService);
        byService.forEach((service, principal) -> {
            if (!principal.matches("[A-Za-z]+:.+")) {
                throw new IllegalArgumentException(
                        service + "=" + principal + " names no principal; write " + service + "=User:NAME");
            }
            if (ANYBODY.contains(principal)) {
                throw new IllegalArgumentException(service + "=" + principal
                        + " would give a service's rights to everybody; name the principal that the service logs in as");
            }
        });
    }

    /**
     * Holds the names against a plan's services.
     *
     * @throws IllegalArgumentException when one is none of them
     */
    void requireServicesOf(TopicPlan plan) {
        Set<String> known = plan.access().stream().map(PlannedAccess::service).collect(Collectors.toSet());
        byService.keySet().stream().filter(service -> !known.contains(service)).findFirst().ifPresent(service -> {
            throw new IllegalArgumentException(
                    service + " is no service of the plan; there are " + String.join(", ", known.stream().sorted().toList()));
        });
    }
}
