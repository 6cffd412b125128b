/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.why;

import java.util.OptionalLong;

/**
 * Where a request stands in its lane.
 *
 * @param topic of expert and lane
 * @param partition which part of the topic
 * @param offset its place there
 * @param groupStart the first place that the expert's workers are not done with; empty when nobody has told: no worker of
 *     that expert has acknowledged anything there yet, or Kafka does not answer
 * @param aheadAtMost how many stand before it. Those that a worker has in hand are among them, and some that have ended
 *     out of turn; hence at most. Empty when it cannot be known
 * @param ofTenant how many of those are of its own tenant; empty when nobody has looked
 */
public record Waiting(
        String topic,
        int partition,
        long offset,
        OptionalLong groupStart,
        OptionalLong aheadAtMost,
        OptionalLong ofTenant) {

    /** As far as it is known from the offsets alone: markers of transactions count as requests then. */
    public static Waiting byOffsets(String topic, int partition, long offset, OptionalLong groupStart) {
        OptionalLong ahead = groupStart.isPresent()
                ? OptionalLong.of(Math.max(0, offset - groupStart.getAsLong()))
                : OptionalLong.empty();
        return new Waiting(topic, partition, offset, groupStart, ahead, OptionalLong.empty());
    }

    /** Whether the workers are done with its place: it has ended, or gone on to its next step. */
    public boolean passed() {
        return groupStart.isPresent() && offset < groupStart.getAsLong();
    }
}
