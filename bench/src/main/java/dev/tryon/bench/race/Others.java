/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import dev.tryon.bench.race.RedisContender.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds Celery and BullMQ on this machine, or says what is missing. Stateless. */
final class Others {

    private static final String BULLMQ = "bullmq@6.7.0";
    /** BullMQ leaves it to its user which client it talks to Redis with. */
    private static final String IOREDIS = "ioredis@6.0.0";

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private Others() {}

    /**
     * A contender that can be started, or why not.
     *
     * @param missing what to install; empty when nothing is missing
     */
    record Found(String name, Optional<Programs> programs, String missing) {
        private static Found missing(String name, String what) {
            return new Found(name, Optional.empty(), what);
        }
    }

    static Found celery(Path folder) throws IOException, InterruptedException {
        if (!redis()) {
            return Found.missing("Celery", "redis-server is not here; install it (Debian: redis-server)");
        }
        for (String python : PYTHONS) {
            Optional<String> version =
                    Commands.said(List.of(python, "-c", "import celery, redis; print(celery.__version__)"));
            if (version.isPresent()) {
                Path script = copied("celery_race.py", folder);
                return new Found(
                        "Celery " + version.get(),
                        Optional.of(new Programs(
                                List.of(
                                        python,
                                        "-m",
                                        "celery",
                                        "-A",
                                        "celery_race",
                                        "worker",
                                        "--pool=prefork",
                                        "--concurrency=" + Contender.SLOTS,
                                        "--without-gossip",
                                        "--without-mingle",
                                        "--without-heartbeat",
                                        "--loglevel=warning"),
                                List.of(python, script.toString()),
                                folder,
                                "PYTHONPATH")),
                        "");
            }
        }
        return Found.missing("Celery", "no python3 has celery and redis (Debian: python3-celery, python3-redis)");
    }

    static Found bullMq(Path folder) throws IOException, InterruptedException {
        if (!redis()) {
            return Found.missing("BullMQ", "redis-server is not here; install it (Debian: redis-server)");
        }
        Optional<String> node = Commands.said(List.of("node", "--version"));
        if (node.isEmpty()) {
            return Found.missing("BullMQ", "node is not here; install Node.js 18 or newer");
        }
        Optional<String> installed = Commands.said(List.of(
                "npm",
                "install",
                "--prefix",
                folder.toString(),
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                BULLMQ,
                IOREDIS));
        if (installed.isEmpty()) {
            return Found.missing("BullMQ", "npm install " + BULLMQ + " does not work here");
        }
        String script = copied("bullmq_race.js", folder).toString();
        return new Found(
                BULLMQ.replace('@', ' '),
                Optional.of(new Programs(
                        List.of("node", script, "worker", Integer.toString(Contender.SLOTS)),
                        List.of("node", script, "enqueue"),
                        folder.resolve("node_modules"),
                        "NODE_PATH")),
                "");
    }

    private static boolean redis() throws InterruptedException {
        return Commands.said(List.of("redis-server", "--version")).isPresent()
                && Commands.said(List.of("redis-cli", "--version")).isPresent();
    }

    private static Path copied(String script, Path folder) throws IOException {
        Path file = folder.resolve(script);
        try (InputStream source = Others.class.getResourceAsStream(script)) {
            Files.copy(Objects.requireNonNull(source, script), file);
        }
        return file;
    }
}
