/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import org.apache.kafka.clients.admin.Admin;

/** Provisions a broker of one node. */
final class LocalTopics {

    private LocalTopics() {}

    static void apply(KafkaClients clients) {
        try (Admin admin = clients.admin("tryon-topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
        }
    }
}
