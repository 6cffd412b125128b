/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** How a cluster's ACLs differ from a plan's for the principals that it names. Stateless. */
final class AccessDifferences {
    private static final String OPEN = "allow.everyone.if.no.acl.found";

    private AccessDifferences() {}

    static List<Change> of(Admin admin, TopicPlan plan) {
        if (plan.access().isEmpty()) {
            return List.of();
        }
        Set<AclBinding> wanted = plan.access().stream()
                .flatMap(access -> access.bindings().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (wanted.isEmpty()) {
            return List.of(new Change.AccessSkipped("nobody is named for any service, so there are no ACLs to make;"
                    + " --principal SERVICE=User:NAME names one, or access.SERVICE.principal of the plan"));
        }
        Optional<Collection<AclBinding>> present = present(admin);
        if (present.isEmpty()) {
            return List.of(new Change.AccessSkipped(
                    "the brokers have no authorizer (authorizer.class.name), so everybody may do everything and there"
                            + " can be no ACLs"));
        }
        List<Change> changes = new ArrayList<>();
        for (AclBinding binding : wanted) {
            Optional<AclBinding> denied =
                    present.get().stream().filter(acl -> denies(acl, binding)).findFirst();
            if (denied.isPresent()) {
                changes.add(new Change.Refused(
                        binding.pattern().name(),
                        "an ACL denies " + binding.entry().principal() + " what the plan allows: " + denied.get(),
                        "A denial wins over every right: take it away with kafka-acls.sh, or name nobody for"
                                + " the service"));
            } else if (!present.get().contains(binding)) {
                changes.add(new Change.Grant(binding));
            }
        }
        return withUnplanned(shutOut(admin, changes, present.get()), wanted, present.get());
    }

    /**
     * Where brokers let everybody in as long as a resource has no ACL, its first one shuts everybody else out: programs that
     * nobody thought of stop. That is refused.
     */
    private static List<Change> shutOut(Admin admin, List<Change> changes, Collection<AclBinding> present) {
        List<String> first = changes.stream()
                .filter(Change.Grant.class::isInstance)
                .map(change -> ((Change.Grant) change).binding().pattern())
                .filter(pattern -> present.stream().noneMatch(acl -> meet(acl.pattern(), pattern)))
                .map(ResourcePattern::name)
                .distinct()
                .toList();
        if (first.isEmpty() || !isOpen(admin)) {
            return changes;
        }
        List<Change> refused = new ArrayList<>(changes);
        refused.add(new Change.Refused(
                "access",
                "brokers let everybody in where there is no ACL (" + OPEN + "), and the first ACLs of " + first
                        + " would shut out whoever the plan does not name",
                "Set it to false, or give every client of these its ACLs with kafka-acls.sh before"));
        return refused;
    }

    private static boolean isOpen(Admin admin) {
        Node broker = AdminCalls.await(admin.describeCluster().nodes(), "listing brokers")
                .iterator()
                .next();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        Config config = AdminCalls.await(
                        admin.describeConfigs(List.of(resource)).all(), "reading a broker's configuration")
                .getOrDefault(resource, new Config(List.of()));
        ConfigEntry entry = config.get(OPEN);
        // It is the authorizer's own, so that brokers may say that it is set and not to what.
        return entry != null && !"false".equals(entry.value());
    }

    private static List<Change> withUnplanned(
            List<Change> changes, Set<AclBinding> wanted, Collection<AclBinding> present) {
        Set<String> named = wanted.stream()
                .map(binding -> binding.entry().principal())
                .collect(Collectors.toCollection(HashSet::new));
        List<Change> all = new ArrayList<>(changes);
        present.stream()
                .filter(acl -> named.contains(acl.entry().principal())
                        && acl.entry().permissionType() == AclPermissionType.ALLOW
                        && !wanted.contains(acl))
                .map(Change.UnplannedAccess::new)
                .forEach(all::add);
        return all;
    }

    /** All ACLs; empty when the brokers have no authorizer. */
    private static Optional<Collection<AclBinding>> present(Admin admin) {
        try {
            return Optional.of(
                    AdminCalls.await(admin.describeAcls(AclBindingFilter.ANY).values(), "reading ACLs"));
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
                        || acl.entry().operation() == AclOperation.ALL)
                && meet(acl.pattern(), wanted.pattern());
    }

    /** Whether there is a resource that both are about. */
    private static boolean meet(ResourcePattern one, ResourcePattern other) {
        return one.resourceType() == other.resourceType()
                && (one.name().equals("*")
                        || one.name().equals(other.name())
                        || begins(one, other.name())
                        || begins(other, one.name()));
    }

    private static boolean begins(ResourcePattern prefix, String name) {
        return prefix.patternType() == PatternType.PREFIXED && name.startsWith(prefix.name());
    }
}
