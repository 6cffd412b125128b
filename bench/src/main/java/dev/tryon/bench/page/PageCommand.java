/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench page}: makes docs/performance.md and its charts anew from the figures that lie beside it. */
@Command(
        name = "page",
        description = "Make the performance page and its charts from the figures of earlier runs.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  tryon bench worker --json docs/figures/worker.json && tryon bench page"})
@SuppressWarnings("NullAway.Init")
public final class PageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Folder of performance.md and figures/ (default ${DEFAULT-VALUE}).")
    private Path docs = Path.of("docs");

    @Override
    public Integer call() throws Exception {
        for (Map.Entry<Path, String> file : new PerformancePage(Sections.ALL, docs.resolve("figures"))
                .files()
                .entrySet()) {
            Path path = docs.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
            spec.commandLine().getOut().println("wrote " + path);
        }
        return 0;
    }
}
