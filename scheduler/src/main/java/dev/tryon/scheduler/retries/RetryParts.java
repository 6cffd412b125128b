/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.retries;

import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.scheduler.pools.PoolStates;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.scheduler.release.ReleaseObserver;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What all partitions of one scheduler share.
 *
 * @param pools the latest look
 * @param share of a pool's ready backlog that retries of one partition may fill
 * @param maximumAttempts after which a request fails with its last code
 * @param mostHeld whole records in memory, per partition
 * @param source names this process in events
 * @param tracing records what becomes of a retry, in its request's trace
 */
public record RetryParts(
        Supplier<PoolStates> pools,
        BacklogTarget target,
        double share,
        int maximumAttempts,
        int mostHeld,
        ReleaseObserver observer,
        Clock clock,
        String source,
        Tracing tracing) {}
