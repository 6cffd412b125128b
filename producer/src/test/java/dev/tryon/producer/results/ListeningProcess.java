/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.cloudevents.CloudEvent;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A listener as a process of its own, which says the id of each event that it is handed. What it says goes through a pipe
 * that holds some hundred lines, so it can be no further ahead of its reader than that when it is killed.
 */
final class ListeningProcess implements AutoCloseable {
    private static final int LINE = 400;

    private final Process process;
    private final BufferedReader lines;

    private ListeningProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static ListeningProcess start(String bootstrapServers, String group) throws IOException {
        return new ListeningProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ListeningProcess.class.getName(),
                        bootstrapServers,
                        group)
                .redirectError(Path.of("target", "listening-process.log").toFile())
                .start());
    }

    /** The next event's id; empty when the process is gone and has said nothing more. */
    Optional<String> next() {
        try {
            String line = lines.readLine();
            // The last line of a killed process may be half a line.
            return line == null || line.length() < LINE ? Optional.empty() : Optional.of(line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By SIGKILL; what it has said by then can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments bootstrap servers, group */
    public static void main(String[] arguments) throws IOException {
        KafkaClients kafka = new KafkaClients(Map.of("bootstrap.servers", arguments[0]));
        try (ResultsSubscription subscription = TryOnResults.listen(kafka, arguments[1], new Teller());
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            do {
                line = input.readLine(); // until whoever started it is gone
            } while (subscription.alive() && line != null);
        }
    }

    private static final class Teller implements ResultsListener {
        @Override
        public void started(CloudEvent<TryOnEvent> event, Started started) {
            tell(event);
        }

        @Override
        public void progress(CloudEvent<TryOnEvent> event, Progress progress) {
            tell(event);
        }

        @Override
        public void completed(CloudEvent<TryOnEvent> event, Completed completed) {
            tell(event);
        }

        private static void tell(CloudEvent<TryOnEvent> event) {
            System.out.println(event.id() + " ".repeat(LINE - event.id().length()));
        }
    }
}
