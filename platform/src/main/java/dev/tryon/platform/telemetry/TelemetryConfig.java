/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where a process sends what it has to say of itself, beyond what is asked on its admin port. */
@ConfigMapping(prefix = "tryon.telemetry")
public interface TelemetryConfig {

    /** An OpenTelemetry collector that speaks OTLP over HTTP, as {@code http://collector:4318}; unset: no spans. */
    Optional<URI> otlpEndpoint();

    /** Share of new traces that are recorded, 0 to 1; a request that is traced already stays as its sender decided. */
    @WithDefault("1.0")
    double sampledShare();
}
