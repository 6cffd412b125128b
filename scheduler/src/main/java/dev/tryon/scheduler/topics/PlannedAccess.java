/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a service may do in Kafka, where brokers have an authorizer.
 *
 * @param service as the plan calls it
 * @param principal whom it logs in as, such as {@code User:tryon-worker}; empty when nobody says so, then it gets no ACLs
 */
public record PlannedAccess(String service, String principal, List<Right> rights) {
    private static final Set<String> ANYBODY = Set.of("User:*", "User:ANONYMOUS");

    public PlannedAccess {
        rights = List.copyOf(rights);
        if (!principal.isEmpty() && !principal.matches("[A-Za-z]+:.+")) {
            throw new IllegalArgumentException(
                    service + ": \"" + principal + "\" names no principal; write User:NAME, or nothing for no ACLs");
        }
        if (ANYBODY.contains(principal)) {
            throw new IllegalArgumentException(service + ": " + principal
                    + " would give a service's rights to everybody; name the principal that the service logs in as");
        }
    }

    /**
     * One right.
     *
     * @param name of the resource, or how the names begin
     * @param pattern literal or prefixed
     */
    public record Right(ResourceType resource, String name, PatternType pattern, AclOperation operation) {}

    /** The same service as somebody. */
    PlannedAccess as(String other) {
        return new PlannedAccess(service, other, rights);
    }

    /** The ACLs that give the principal these rights, from any host; none for nobody. */
    List<AclBinding> bindings() {
        return principal.isEmpty()
                ? List.of()
                : rights.stream()
                        .map(right -> new AclBinding(
                                new ResourcePattern(right.resource(), right.name(), right.pattern()),
                                new AccessControlEntry(principal, "*", right.operation(), AclPermissionType.ALLOW)))
                        .toList();
    }
}
