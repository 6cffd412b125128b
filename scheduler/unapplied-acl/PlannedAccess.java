/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a service may do in Kafka, where brokers have an authorizer. Who the service is, is not of the plan: a cluster's
 * administrator says so.
 *
 * @param service as the plan calls it
 */
public record PlannedAccess(String service, List<Right> rights) {
    public PlannedAccess {
        rights = List.copyOf(rights);
    }

    /**
     * One right.
     *
     * @param name of the resource, or how the names begin
     * @param pattern literal or prefixed
     */
    public record Right(ResourceType resource, String name, PatternType pattern, AclOperation operation) {}

    /** The ACLs that give these rights to a principal, from any host. */
    List<AclBinding> bindings(String principal) {
        return rights.stream()
                .map(right -> new AclBinding(
                        new ResourcePattern(right.resource(), right.name(), right.pattern()),
                        new AccessControlEntry(principal, "*", right.operation(), AclPermissionType.ALLOW)))
                .toList();
    }
}
