/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.ledger.Database;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.service.ServiceOptions;
import picocli.CommandLine.Mixin;

/** Which database a command is about, told as the service is told. */
@SuppressWarnings("NullAway.Init")
final class DatabaseOptions {

    @Mixin
    private ServiceOptions options;

    Configuration configuration() {
        return options.read(ApprovalApp.MAPPINGS);
    }

    Database open() {
        return Settings.database(configuration().get(ApprovalConfig.class).database());
    }
}
