/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.outbox;

import java.time.Duration;

/**
 * What may be under way.
 *
 * @param atATime calls
 * @param perHost of those to one host and port
 * @param pending calls in memory; when there are more, no further events are taken in
 * @param giveUpAfter the first try
 * @param drain how long a stop waits for calls in hand
 */
public record CallLimits(int atATime, int perHost, int pending, Duration giveUpAfter, Duration drain) {}
