/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What happens to one pool over time, as a small YAML file says. Immutable.
 *
 * @param name for the chart's title
 * @param length of it
 * @param secondsPerJob seconds of one device for a job
 * @param coldStart how long a replica takes in truth, from being ordered
 * @param pricePerHour of one replica
 * @param shoppers how many interactive requests a second, at moments; in between it goes straight
 * @param campaigns what is submitted
 * @param losses replicas that are taken away
 */
record Trace(
        String name,
        Duration length,
        double secondsPerJob,
        Duration coldStart,
        double pricePerHour,
        List<Shoppers> shoppers,
        List<Campaign> campaigns,
        List<Loss> losses) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Traces that come with the program. */
    static final List<String> SHIPPED = List.of("marketplace-day", "campaign-storm", "spot-loss", "large-day");

    record Shoppers(Duration at, double perSecond) {}

    record Campaign(Duration at, String tenant, long rows, double weight) {}

    record Loss(Duration at, double share) {}

    Trace {
        shoppers = List.copyOf(shoppers);
        campaigns = List.copyOf(campaigns);
        losses = List.copyOf(losses);
        if (!(secondsPerJob > 0) || length.isNegative() || length.isZero() || coldStart.isNegative()) {
            throw new IllegalArgumentException("length and seconds-per-job must be more than 0, cold-start not less");
        }
    }

    /** A shipped trace by its name, or else a file. */
    static Trace read(String nameOrFile) {
        try {
            if (SHIPPED.contains(nameOrFile)) {
                try (InputStream yaml = Trace.class.getResourceAsStream(nameOrFile + ".yaml")) {
                    return YAML.readValue(yaml, Trace.class);
                }
            }
            return YAML.readValue(Files.readAllBytes(Path.of(nameOrFile)), Trace.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(nameOrFile + " is no trace: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read trace " + nameOrFile + "; shipped ones are " + SHIPPED, e);
        }
    }

    /** Shoppers' requests per second at a moment. */
    double shoppersAt(double second) {
        Shoppers before = null;
        for (Shoppers after : shoppers) {
            double at = after.at.toMillis() / 1e3;
            if (at >= second) {
                if (before == null) {
                    return after.perSecond;
                }
                double from = before.at.toMillis() / 1e3;
                double share = at > from ? (second - from) / (at - from) : 1;
                return before.perSecond + share * (after.perSecond - before.perSecond);
            }
            before = after;
        }
        return before == null ? 0 : before.perSecond;
    }
}
