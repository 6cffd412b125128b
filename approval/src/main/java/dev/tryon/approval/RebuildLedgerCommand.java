/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.ledger.Database;
import dev.tryon.approval.ledger.LedgerReset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code tryon approval rebuild-ledger}: forgets the ledger, so that the service reads the topic again. */
@Command(
        name = "rebuild-ledger",
        description = "Empties the ledger; the service reads tryon.results again from its beginning.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Decisions, the audit log and sessions stay. What the topic no longer holds is gone from the ledger."
        })
@SuppressWarnings("NullAway.Init")
final class RebuildLedgerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    @Override
    public Integer call() {
        try (Database database = options.open()) {
            long requests = LedgerReset.run(database.jdbi());
            spec.commandLine()
                    .getOut()
                    .println("Forgot " + requests + " requests. A running service reads them again by itself.");
            return 0;
        }
    }
}
