/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tryon.scheduler.release.BacklogTarget;
import dev.tryon.scheduler.scaling.ScalingGoals;
import dev.tryon.scheduler.scaling.ScalingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the pool is scaled and fed, with the keys and defaults of {@code tryon.scheduler}. Immutable.
 *
 * @param fixedReplicas a pool of one size, for comparison; absent: scaled
 */
record Policy(
        Duration interactiveWait,
        Duration bulkWithin,
        Duration coldStart,
        double utilisation,
        int maximumReplicas,
        Duration downAfter,
        Duration zeroAfter,
        Duration ahead,
        @Nullable Integer fixedReplicas) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As the scheduler does when nothing is configured, with a pool of up to 2,000. */
    static Policy usual() {
        return new Policy(
                Duration.ofSeconds(10),
                Duration.ofMinutes(30),
                Duration.ofSeconds(90),
                0.7,
                2_000,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                null);
    }

    /** A YAML file; keys that it leaves out are as usual. */
    static Policy read(Path file) {
        try {
            ObjectNode keys = YAML.valueToTree(usual());
            YAML.readTree(file.toFile()).properties().forEach(key -> keys.set(key.getKey(), key.getValue()));
            return YAML.treeToValue(keys, Policy.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no policy: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read policy " + file, e);
        }
    }

    ScalingSettings scaling() {
        return new ScalingSettings(
                new ScalingGoals(interactiveWait, bulkWithin, coldStart, utilisation, maximumReplicas),
                downAfter,
                zeroAfter);
    }

    BacklogTarget backlog() {
        return new BacklogTarget(ahead, 64);
    }
}
