/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether to wait for a campaign, and how long. Filled by picocli. */
final class CampaignWatchOptions {
    @Option(names = "--watch", description = "Wait until every row has ended, showing how far it is.")
    private boolean watch;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long --watch waits: 90s, 10m (default: for ever).")
    private Duration timeout = Duration.ofDays(365);

    boolean watch() {
        return watch;
    }

    Duration timeout() {
        return timeout;
    }
}
