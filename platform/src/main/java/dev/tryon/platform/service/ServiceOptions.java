/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.service;

import dev.tryon.platform.config.Configuration;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a service's command is configured. Not thread-safe; picocli owns it. */
public final class ServiceOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "A .properties or .yaml file.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One configuration key; wins over all else.")
    private Map<String, String> flags = Map.of();

    /**
     * @param mappings {@code @ConfigMapping} interfaces that the service reads
     * @throws dev.tryon.platform.config.InvalidConfigurationException naming every key at fault
     */
    public Configuration read(Collection<Class<?>> mappings) {
        return Configuration.read(mappings, file, System.getenv(), flags);
    }
}
