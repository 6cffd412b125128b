/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.audit.AuditVerifier;
import dev.tryon.approval.audit.AuditVerifier.Verdict;
import dev.tryon.approval.ledger.Database;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code tryon approval verify-audit}: whether the audit log is what was written. */
@Command(
        name = "verify-audit",
        description = "Checks the audit log's chain of hashes from its first entry to its last.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Keep the line that it prints somewhere else, and give it back with --anchor next time: a log that was",
            "written anew from some entry on has a whole chain, but not that entry.",
            "",
            "Exit codes: 0 the log is whole, 1 it was tampered with."
        })
@SuppressWarnings("NullAway.Init")
final class VerifyAuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--anchor", paramLabel = "SEQ:HASH", description = "An entry that must be there.")
    private @Nullable String anchor;

    @Override
    public Integer call() {
        try (Database database = options.open()) {
            Verdict verdict = new AuditVerifier(database.jdbi()).verify(anchor);
            var out = spec.commandLine().getOut();
            if (verdict.whole()) {
                out.println("The audit log is whole: " + verdict.entries() + " entries.");
                out.println("anchor " + verdict.entries() + ":" + verdict.headHash());
                return 0;
            }
            out.println("THE AUDIT LOG IS NOT WHOLE: " + verdict.problem());
            out.println("Entries 1 to " + verdict.entries() + " follow from each other.");
            return 1;
        }
    }
}
