/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A main class of this program's class path in a JVM of its own, which can be stopped in all the ways that a machine stops
 * a process. Whoever starts it closes it. Used by one thread.
 */
public final class JavaProcess implements AutoCloseable {

    /** An option for processes whose start must be short and whose speed is not measured: no second compiler. */
    public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final int STOP_SECONDS = 60;
    private static final int LOOK_MILLIS = 50;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and returns at once.
     *
     * @param jvm options of the JVM, such as {@code -Xmx256m} or {@link #QUICK_START}
     * @param log where its output goes; appended to when it is there
     */
    public static JavaProcess start(Class<?> main, List<String> jvm, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("ONEDNN_MAX_CPU_ISA", "SSE41"); // docs/adr/0090
        builder.environment().put("ATEN_CPU_CAPABILITY", "avx2"); // docs/adr/0095
        return start(builder, log);
    }

    /** Starts what was prepared and returns at once; for a JVM that is not this program's. */
    public static JavaProcess start(ProcessBuilder prepared, Path log) throws IOException {
        return new JavaProcess(
                prepared.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns when a GET of the address answers 200. */
    public void awaitOk(URI address, Duration patience) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        await(() -> answersOk(request), patience);
    }

    /** Returns when a GET of the address is answered otherwise than by 200. */
    public void awaitNotOk(URI address, Duration patience) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        long end = System.nanoTime() + patience.toNanos();
        while (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            if (System.nanoTime() > end) {
                throw new IOException("a process is ready still after " + patience + ": " + endOfLog());
            }
            boolean unused = process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Returns when something holds.
     *
     * @throws IOException with the end of its log, when the process ends or patience does before that
     */
    public void await(BooleanSupplier ready, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("a process ended with " + process.exitValue() + ": " + endOfLog());
            }
            if (System.nanoTime() > end) {
                throw new IOException("a process is not ready after " + patience + ": " + endOfLog());
            }
        }
    }

    /**
     * Returns when it has ended by itself, well.
     *
     * @throws IOException with the end of its log, when it ended otherwise or not in time
     */
    public void awaitEnd(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("a process has not ended after " + patience + ": " + endOfLog());
        }
        if (process.exitValue() != 0) {
            throw new IOException("a process ended with " + process.exitValue() + ": " + endOfLog());
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Ends it as a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop, as a scheduler of machines does, and waits until it has. */
    public int terminate(Duration patience) throws InterruptedException {
        process.destroy();
        return exitCode(patience);
    }

    /** Waits until it has ended; when it does not, it is killed. */
    public int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    /** Stops its clock, as a hypervisor may; {@link #thaw} lets it go on. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                signal("CONT"); // a frozen process cannot hear that it shall stop
                terminate(Duration.ofSeconds(STOP_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            process.destroyForcibly();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0 && process.isAlive()) {
            throw new IOException("cannot send SIG" + name + " to process " + process.pid());
        }
    }

    private static boolean answersOk(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
