/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command is about, told as the service is told. */
final class DatabaseOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The service's .properties or .yaml file.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One configuration key; wins over all else.")
    private Map<String, String> flags = Map.of();

    Configuration configuration() {
        return Configuration.read(ApprovalApp.MAPPINGS, file, System.getenv(), flags);
    }

    Database open() {
        return Settings.database(configuration().get(ApprovalConfig.class).database());
    }
}
