/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.platform.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a bench found: lines for people as they come, figures by name for machines at the end. Used by one thread.
 */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final PrintWriter err;
    private final String command;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** @param spec the bench that reports, while it is called */
    public Report(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.command = "./tryon bench "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .dropWhile(argument -> !argument.equals(spec.name()))
                        .collect(Collectors.joining(" "));
    }

    public void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    /** A line that says how far long work is, beside what is reported. */
    public ProgressLine progress() {
        return new ProgressLine(err, Terminal.present(), System::nanoTime);
    }

    /** A row of a table: median, the middle eight tenths, and how many runs. */
    public void row(String what, Samples samples) {
        line(
                "%-44s %9.1f ms   %8.1f .. %-8.1f n=%d",
                what, samples.median(), samples.quantile(0.1), samples.quantile(0.9), samples.count());
    }

    /** A figure that others hold against a bar. */
    public void figure(String name, double value) {
        figures.put(name, value);
    }

    public Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    /** {@code {"command": "...", "date": "...", "figure": value, ..., "machine": {...}}}. */
    public void write(Path file) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("command", command);
        node.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        figures.forEach(node::put);
        ObjectNode machine = node.putObject("machine");
        Machine.facts().forEach(machine::put);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(node) + "\n");
    }
}
