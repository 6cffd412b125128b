/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** The outbox of an event is the partition that has its number: so both topics must have as many. Stateless. */
final class OutboxPartitions {
    private OutboxPartitions() {}

    /**
     * @throws InvalidConfigurationException when the topics differ, or are not there
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    static void refuseOthers(Consumer<?, ?> results, Consumer<?, ?> outbox) {
        int events;
        int calls;
        try {
            events = results.partitionsFor(Topics.RESULTS).size();
            calls = outbox.partitionsFor(Topics.WEBHOOKS).size();
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot look at " + Topics.RESULTS + ": " + e.getMessage()
                            + "; check that Kafka runs at that address",
                    e);
        }
        if (events == 0 || events != calls) {
            throw new InvalidConfigurationException(
                    Topics.WEBHOOKS + " must have as many partitions as " + Topics.RESULTS + "; they have " + calls
                            + " and " + events + ": plan so, and run tryon topics apply",
                    null);
        }
    }
}
