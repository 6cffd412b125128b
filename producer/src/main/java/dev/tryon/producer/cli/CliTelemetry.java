/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.telemetry.TelemetryConfig;
import java.util.List;
import java.util.Map;

/** Where the commands send their spans: {@code TRYON_TELEMETRY_…}, as for services. Stateless. */
final class CliTelemetry {

    private CliTelemetry() {}

    static TelemetryConfig config(Map<String, String> environment) {
        return Configuration.read(List.of(TelemetryConfig.class), null, environment, Map.of())
                .get(TelemetryConfig.class);
    }
}
