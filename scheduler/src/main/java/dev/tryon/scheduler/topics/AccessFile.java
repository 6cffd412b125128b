/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import dev.tryon.proto.Topics;
import dev.tryon.scheduler.topics.PlannedAccess.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A service's {@link PlannedAccess} as it stands in YAML: topics by their keys there, groups and transactional ids by how their
 * names begin.
 */
record AccessFile(
        String principal,
        List<String> read,
        List<String> write,
        List<String> groups,
        List<String> watchedGroups,
        List<String> transactionalIds) {

    /** A name that ends with a dot is how several begin. */
    private static final Map<String, String> TOPICS = Map.ofEntries(
            Map.entry("requests", Topics.REQUESTS_PREFIX),
            Map.entry("results", Topics.RESULTS),
            Map.entry("retries", Topics.RETRIES),
            Map.entry("control", Topics.CONTROL),
            Map.entry("campaigns", Topics.CAMPAIGNS),
            Map.entry("campaign-progress", Topics.CAMPAIGN_PROGRESS),
            Map.entry("claims", Topics.CLAIMS),
            Map.entry("decisions", Topics.DECISIONS),
            Map.entry("webhooks", Topics.WEBHOOKS),
            Map.entry("dead-webhooks", Topics.DEAD_WEBHOOKS),
            Map.entry("dead-letters", Topics.DEAD_LETTERS_PREFIX));

    PlannedAccess access(String service) {
        List<Right> rights = new ArrayList<>();
        read.forEach(key -> rights.add(topic(service, key, AclOperation.READ)));
        write.forEach(key -> rights.add(topic(service, key, AclOperation.WRITE)));
        groups.forEach(name -> rights.add(prefixed(ResourceType.GROUP, name, AclOperation.READ)));
        watchedGroups.forEach(name -> rights.add(prefixed(ResourceType.GROUP, name, AclOperation.DESCRIBE)));
        transactionalIds.forEach(name -> rights.add(prefixed(ResourceType.TRANSACTIONAL_ID, name, AclOperation.WRITE)));
        return new PlannedAccess(service, principal, rights);
    }

    private static Right topic(String service, String key, AclOperation operation) {
        String name = TOPICS.get(key);
        if (name == null) {
            throw new IllegalArgumentException("access." + service + ": " + key + " is no key of a topic; there are "
                    + TOPICS.keySet().stream().sorted().toList());
        }
        return name.endsWith(".")
                ? prefixed(ResourceType.TOPIC, name, operation)
                : new Right(ResourceType.TOPIC, name, PatternType.LITERAL, operation);
    }

    private static Right prefixed(ResourceType type, String name, AclOperation operation) {
        return new Right(type, name, PatternType.PREFIXED, operation);
    }
}
