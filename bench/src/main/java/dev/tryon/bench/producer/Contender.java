/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.producer;

import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that writes records in a process of its own and prints how many a second.
 *
 * @param name for the table
 * @param main what runs
 * @param arguments its command line
 * @param rate finds the figure in what it prints
 * @param rates what was measured so far, records a second
 */
record Contender(String name, Class<?> main, List<String> arguments, Pattern rate, Samples rates) {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    // As kafka-run-class has it, but for the collector, which the JVM would choose so on two cores.
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:TieredStopAtLevel=4", "-Duser.language=en");

    Contender(String name, Class<?> main, List<String> arguments, String rate) {
        this(name, main, List.copyOf(arguments), Pattern.compile(rate), new Samples());
    }

    /** One turn. */
    void run(Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "turn", ".log");
        try (JavaProcess process = JavaProcess.start(main, JVM, arguments, log)) {
            process.awaitEnd(LONGEST);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        Matcher matcher = lines.stream()
                .map(rate::matcher)
                .filter(Matcher::find)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IOException(name + " printed no rate: " + lines));
        rates.add(Double.parseDouble(matcher.group(1)));
    }
}
