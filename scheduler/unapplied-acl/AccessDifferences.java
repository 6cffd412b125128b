/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** How a cluster's ACLs differ from a plan's for the principals that are named. Stateless. */
final class AccessDifferences {
    private AccessDifferences() {}

    static List<Change> of(Admin admin, TopicPlan plan, Principals principals) {
        if (principals.byService().isEmpty()) {
            return List.of();
        }
        Optional<Collection<AclBinding>> present = present(admin);
        if (present.isEmpty()) {
            return List.of(new Change.NoAuthorizer());
        }
        Set<AclBinding> wanted = new LinkedHashSet<>();
        for (PlannedAccess access : plan.access()) {
            String principal = principals.byService().get(access.service());
            if (principal != null) {
                wanted.addAll(access.bindings(principal));
            }
        }
        List<Change> changes = new ArrayList<>();
        for (AclBinding binding : wanted) {
            Optional<AclBinding> denied =
                    present.get().stream().filter(acl -> denies(acl, binding)).findFirst();
            if (denied.isPresent()) {
                changes.add(new Change.Refused(
                        binding.pattern().name(),
                        "an ACL denies " + binding.entry().principal() + " what the plan allows: " + denied.get(),
                        "A denial wins over every right: take it away with kafka-acls.sh, or leave the service out"));
            } else if (!present.get().contains(binding)) {
                changes.add(new Change.Grant(binding));
            }
        }
        Set<String> named = new HashSet<>(principals.byService().values());
        present.get().stream()
                .filter(acl -> named.contains(acl.entry().principal())
                        && acl.entry().permissionType() == AclPermissionType.ALLOW
                        && !wanted.contains(acl))
                .map(Change.UnplannedAccess::new)
                .forEach(changes::add);
        return changes;
    }

    /** All ACLs; empty when the brokers have no authorizer. */
    private static Optional<Collection<AclBinding>> present(Admin admin) {
        try {
            return Optional.of(AdminCalls.await(admin.describeAcls(AclBindingFilter.ANY).values(), "reading ACLs"));
        } catch (ProvisioningException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean denies(AclBinding acl, AclBinding wanted) {
        return acl.entry().permissionType() == AclPermissionType.DENY
                && (acl.entry().principal().equals(wanted.entry().principal())
                        || acl.entry().principal().equals("User:*"))
                && (acl.entry().operation() == wanted.entry().operation()
                        || acl.entry().operation() == org.apache.kafka.common.acl.AclOperation.ALL)
                && acl.pattern().resourceType() == wanted.pattern().resourceType()
                && covers(acl.pattern(), wanted.pattern());
    }

    /** Whether the two name a common resource. */
    private static boolean covers(ResourcePattern one, ResourcePattern other) {
        return one.name().equals("*")
                || one.name().equals(other.name())
                || (one.patternType() == PatternType.PREFIXED && other.name().startsWith(one.name()))
                || (other.patternType() == PatternType.PREFIXED && one.name().startsWith(other.name()));
    }
}
