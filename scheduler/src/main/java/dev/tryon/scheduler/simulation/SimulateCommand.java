/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon simulate}: a trace against a policy, as a table and a chart. Made and called by picocli. */
@Command(
        name = "simulate",
        description = "Replays a trace of requests against the scheduler's own scaling and fairness code.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Traces that come along: marketplace-day, campaign-storm, spot-loss, large-day. docs/scheduling.md says what stands in",
            "a trace and in a policy.",
            "",
            "Examples:",
            "  tryon simulate --trace marketplace-day --chart day.svg",
            "  tryon simulate --trace my-day.yaml --policy my-policy.yaml --chart day.svg"
        })
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--trace", required = true, paramLabel = "NAME|FILE", description = "What happens.")
    private String trace = "";

    @Option(names = "--policy", paramLabel = "FILE", description = "How it is answered; default: as usual.")
    private @Nullable Path policy;

    @Option(names = "--seed", defaultValue = "1", description = "Of the arrivals (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draw it as SVG.")
    private @Nullable Path chart;

    @Override
    public Integer call() throws IOException {
        PrintWriter out =
                Objects.requireNonNull(spec, "called by picocli").commandLine().getOut();
        Trace read;
        Policy answer;
        try {
            read = Trace.read(trace);
            answer = policy == null ? Policy.usual() : Policy.read(policy);
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
            spec.commandLine().getErr().println("tryon simulate: " + e.getMessage());
            return 2;
        }
        long start = System.nanoTime();
        Outcome outcome = new Simulation(read, answer, seed).run();
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(Locale.ROOT, "%s: %,d jobs simulated in %.1f s%n", read.name(), outcome.jobs(), seconds);
        out.printf(Locale.ROOT, "  shoppers' wait, p95        %,10.0f s%n", outcome.waitP95());
        out.printf(Locale.ROOT, "  replicas at most           %,10d%n", outcome.peakReplicas());
        out.printf(Locale.ROOT, "  of their time busy         %,10.0f %%%n", 100 * outcome.busy());
        out.printf(Locale.ROOT, "  cost                       %,10.0f%n", outcome.cost());
        for (Outcome.CampaignEnd campaign : outcome.campaigns()) {
            String end = campaign.seconds() < 0
                    ? "not done"
                    : String.format(Locale.ROOT, "%,.1f min", campaign.seconds() / 60.0);
            out.printf(Locale.ROOT, "  campaign of %-12s %,12d rows   %s%n", campaign.tenant(), campaign.rows(), end);
        }
        if (chart != null) {
            Files.writeString(chart, Chart.svg(read, outcome));
            out.println("drawn: " + chart);
        }
        out.flush();
        return 0;
    }
}
