/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything a process was told, from four layers: a mapping's defaults, a file ({@code .properties} or
 * {@code .yaml}), the environment ({@code TRYON_WORKER_SLOTS}), flags ({@code --set tryon.worker.slots=4}).
 * A key under {@code tryon.} that no mapping knows is an error, so that a typing mistake cannot pass for a default.
 *
 * <p>Kafka's client properties pass through whole: {@code tryon.kafka.} plus Kafka's own name, or in the environment
 * {@code TRYON_KAFKA_} plus that name in capitals with underscores for dots. Immutable and thread-safe.
 */
public final class Configuration {

    private static final String ROOT = "tryon.";
    private static final String KAFKA = "tryon.kafka.";
    private static final String KAFKA_ENVIRONMENT = "TRYON_KAFKA_";

    private final SmallRyeConfig config;
    private final Map<String, String> kafka;

    private Configuration(SmallRyeConfig config, Map<String, String> kafka) {
        this.config = config;
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * @param mappings {@code @ConfigMapping} interfaces under {@code tryon.} that this process reads
     * @param file a {@code .properties}, {@code .yaml} or {@code .yml} file, if there is one
     * @param environment as {@link System#getenv()}
     * @param flags full keys and their values
     * @throws InvalidConfigurationException naming every key at fault
     */
    public static Configuration read(
            Collection<Class<?>> mappings,
            @Nullable Path file,
            Map<String, String> environment,
            Map<String, String> flags) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(flags, "flags", 400))
                .withSources(new EnvConfigSource(mappedVariables(mappings, environment), 300));
        if (file != null) {
            builder.withSources(fileSource(file));
        }
        mappings.forEach(mapping -> builder.withMapping(mapping));
        try {
            SmallRyeConfig config = builder.build();
            refuseUnknownRoots(config, mappings);
            return new Configuration(config, kafkaProperties(config, environment));
        } catch (ConfigValidationException e) {
            throw new InvalidConfigurationException(problems(e), e);
        }
    }

    /** The values of one mapping given to {@link #read}. */
    public <T> T get(Class<T> mapping) {
        return config.getConfigMapping(mapping);
    }

    /** Kafka client properties by Kafka's own names, for every client of this process. */
    public Map<String, String> kafkaProperties() {
        return kafka;
    }

    /** All keys in force with their values, secrets hidden: what a service prints when it starts. */
    public Map<String, String> effective() {
        Map<String, String> all = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(ROOT)) {
                all.put(
                        name,
                        Secrets.mask(
                                name, String.valueOf(config.getConfigValue(name).getValue())));
            }
        }
        kafka.forEach((name, value) -> all.put(KAFKA + name, Secrets.mask(name, value)));
        return all;
    }

    private static org.eclipse.microprofile.config.spi.ConfigSource fileSource(Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidConfigurationException("cannot read configuration file " + file, null);
        }
        try {
            URL url = file.toUri().toURL();
            String name = file.toString();
            return name.endsWith(".yaml") || name.endsWith(".yml")
                    ? new YamlConfigSource(url, 200)
                    : new PropertiesConfigSource(url, 200);
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    "cannot read configuration file " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The variables of the mappings' own sections. Other services' may stand in the same environment, and the launcher's
     * {@code TRYON_HOME}; Kafka's are taken by {@link #kafkaProperties(SmallRyeConfig, Map)}, no mapping could name them.
     */
    private static Map<String, String> mappedVariables(Collection<Class<?>> mappings, Map<String, String> environment) {
        List<String> sections = prefixes(mappings).stream()
                .map(prefix -> prefix.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                .toList();
        return environment.entrySet().stream()
                .filter(e -> sections.stream().anyMatch(e.getKey()::startsWith))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> kafkaProperties(SmallRyeConfig config, Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(KAFKA)) {
                properties.put(
                        name.substring(KAFKA.length()),
                        String.valueOf(config.getConfigValue(name).getValue()));
            }
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_ENVIRONMENT)) {
                String property = name.substring(KAFKA_ENVIRONMENT.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                properties.putIfAbsent(property, value);
            }
        });
        return properties;
    }

    private static void refuseUnknownRoots(SmallRyeConfig config, Collection<Class<?>> mappings) {
        List<String> known = prefixes(mappings);
        List<String> unknown = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(ROOT) && !name.startsWith(KAFKA))
                .filter(name -> known.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidConfigurationException(
                    "unknown configuration " + unknown + "; keys start with one of " + known + " or " + KAFKA, null);
        }
    }

    /** As {@code tryon.worker.} */
    private static List<String> prefixes(Collection<Class<?>> mappings) {
        return mappings.stream()
                .map(mapping -> mapping.getAnnotation(io.smallrye.config.ConfigMapping.class))
                .filter(annotation -> annotation != null)
                .map(annotation -> annotation.prefix() + ".")
                .toList();
    }

    private static String problems(ConfigValidationException e) {
        StringBuilder all = new StringBuilder("invalid configuration:");
        for (int i = 0; i < e.getProblemCount(); i++) {
            all.append("\n  ").append(e.getProblem(i).getMessage());
        }
        return all.toString();
    }
}
