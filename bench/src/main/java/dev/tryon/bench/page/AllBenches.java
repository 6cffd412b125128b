/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench all}: every bench, one after the other, and the page of their figures. */
@Command(
        name = "all",
        description = "Run every bench at full size, one after the other, and make the performance page.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Takes hours, most of them for the storms; --only takes some of them.",
            "Exit codes: 0, or that of the first bench that failed; the others are run all the same.",
            "",
            "Examples:",
            "  tryon bench all",
            "  tryon bench all --only worker,scheduler"
        })
@SuppressWarnings("NullAway.Init")
public final class AllBenches implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--only", paramLabel = "BENCH", split = ",", description = "These benches only.")
    private List<String> only = List.of();

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Folder of performance.md and figures/ (default ${DEFAULT-VALUE}).")
    private Path docs = Path.of("docs");

    @Override
    public Integer call() {
        List<String> known = Sections.ALL.stream().map(Section::bench).toList();
        if (!known.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only " + String.join(",", only) + ": benches are " + String.join(", ", known));
        }
        CommandLine bench = spec.parent().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        int failed = 0;
        for (String name : only.isEmpty() ? known : only) {
            out.println("=== tryon bench " + name);
            out.flush();
            long start = System.nanoTime();
            String file = docs.resolve("figures").resolve(name + ".json").toString();
            int code = bench.execute(name, "--json", file);
            failed = failed == 0 ? code : failed;
            out.printf(
                    "=== %s: exit %d, %s%n",
                    name,
                    code,
                    Duration.ofNanos(System.nanoTime() - start).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        }
        int page = bench.execute("page", "--docs", docs.toString());
        return failed == 0 ? page : failed;
    }
}
