/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.approval;

import dev.tryon.bench.FiguresFile;
import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.bench.ScratchFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench approval}: the whole service on a real broker and a real PostgreSQL, all on this machine. */
@Command(
        name = "approval",
        description = "How fast are results taken in; how fast is the queue with a million items?",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Figures: ingest_per_second (results from Kafka to judged items, decisions and audit log included),",
            "queue_page_p95_ms (the queue's page over HTTP, with filters and further pages),",
            "queue_plans_without_index (kinds of queues that PostgreSQL would not read from an index).",
            "",
            "Examples:",
            "  tryon bench approval --json figures.json",
            "  tryon bench approval --results 5000 --items 20000 --pages 50",
            "  tryon bench approval --results 0      only the queue",
            "  tryon bench approval --items 0        only taking in"
        })
@SuppressWarnings("NullAway.Init")
public final class ApprovalBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--results", description = "Results to take in (default ${DEFAULT-VALUE}; 0: none are).")
    private int results = 100_000;

    @Option(
            names = "--items",
            description = "Items in the ledger while pages are asked for (default ${DEFAULT-VALUE}; 0: none are).")
    private int items = 1_000_000;

    @Option(names = "--pages", description = "Pages to ask for (default ${DEFAULT-VALUE}).")
    private int pages = 400;

    @Mixin
    private FiguresFile figures;

    @Override
    public Integer call() throws Exception {
        if (unusable(results) || unusable(items) || pages < 10) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--results and --items must be 100 or more, or 0, --pages 10 or more; are " + results + ", " + items
                            + ", " + pages);
        }
        Report report = new Report(spec);
        Machine.facts().forEach((name, value) -> report.line("%-8s %s", name, value));
        try (ScratchFolder scratch = ScratchFolder.create();
                ApprovalBenchStack stack = ApprovalBenchStack.start(scratch.path())) {
            if (results > 0) {
                new Ingestion(report, stack).measure(results);
            }
            if (items > 0) {
                new QueuePages(report, stack).measure(items, pages);
            }
        }
        figures.write(report);
        return 0;
    }

    private static boolean unusable(int number) {
        return number != 0 && number < 100;
    }
}
