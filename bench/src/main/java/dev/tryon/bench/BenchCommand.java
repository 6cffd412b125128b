/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import dev.tryon.bench.approval.ApprovalBench;
import dev.tryon.bench.chaos.ChaosBench;
import dev.tryon.bench.gateway.GatewayBench;
import dev.tryon.bench.masking.MaskingBench;
import dev.tryon.bench.masking.MaskingMemoryBench;
import dev.tryon.bench.page.AllBenches;
import dev.tryon.bench.page.PageCommand;
import dev.tryon.bench.producer.ProducerBench;
import dev.tryon.bench.race.RaceBench;
import dev.tryon.bench.scheduler.SchedulerBench;
import dev.tryon.bench.soak.SoakBench;
import dev.tryon.bench.start.StartBench;
import dev.tryon.bench.worker.WorkerBench;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench NAME}: measures, prints a table, and with {@code --json} writes figures for machines. */
@Command(
        name = "bench",
        description = "Measure speed and memory on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MaskingBench.class,
            MaskingMemoryBench.class,
            WorkerBench.class,
            ProducerBench.class,
            GatewayBench.class,
            SchedulerBench.class,
            ApprovalBench.class,
            ChaosBench.class,
            SoakBench.class,
            RaceBench.class,
            AllBenches.class,
            PageCommand.class,
            StartBench.class
        },
        footer = {
            "",
            "Run one at a time and leave the machine alone meanwhile.",
            "  tryon bench masking --json figures.json",
            "  tryon bench masking-memory --json figures.json",
            "  tryon bench worker --json figures.json",
            "  tryon bench producer --json figures.json",
            "  tryon bench gateway --json figures.json",
            "  tryon bench scheduler --json figures.json",
            "  tryon bench approval --json figures.json",
            "  tryon bench chaos --json figures.json",
            "  tryon bench soak --json figures.json",
            "  tryon bench race --json figures.json",
            "  tryon bench all",
            "  tryon bench start target/image-worker"
        })
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }
}
