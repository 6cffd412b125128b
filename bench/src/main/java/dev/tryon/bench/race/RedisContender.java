/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A queue on Redis: a worker and a program that enqueues, in the queue's own language. */
final class RedisContender implements Contender {

    private static final String DONE = "race:done";
    private static final long START_SECONDS = 120;

    private final String name;
    private final Path folder;
    private final Programs programs;
    private final RedisServer redis;
    private Process worker;

    /**
     * @param worker command of a worker with all slots
     * @param enqueue command to which count, milliseconds and rate are added
     * @param library folder where the worker's language finds what it needs; goes into {@code variable}
     * @param variable of the environment
     */
    record Programs(List<String> worker, List<String> enqueue, Path library, String variable) {}

    RedisContender(String name, Path folder, Programs programs) throws IOException, InterruptedException {
        this.name = name;
        this.folder = folder;
        this.programs = programs;
        redis = RedisServer.start(folder);
        try {
            worker = started(programs.worker(), "worker.log");
        } catch (IOException | RuntimeException e) {
            redis.close();
            throw e;
        }
        try {
            awaitReady();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void enqueue(Load load) throws IOException, InterruptedException {
        int exit = started(
                        Commands.with(
                                programs.enqueue(),
                                Integer.toString(load.count()),
                                Integer.toString(load.millis()),
                                Double.toString(load.perSecond())),
                        "enqueue.log")
                .waitFor();
        if (exit != 0) {
            throw new IOException(name + " could not enqueue: " + Commands.end(folder.resolve("enqueue.log")));
        }
    }

    @Override
    public List<Done> done() throws IOException, InterruptedException {
        return redis.ask("LRANGE", DONE, "0", "-1").stream()
                .map(line -> line.split(" "))
                .map(parts -> new Done(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                .toList();
    }

    @Override
    public void forget() throws IOException, InterruptedException {
        redis.ask("DEL", DONE);
    }

    @Override
    public void killWorker() throws IOException, InterruptedException {
        Commands.kill(worker.toHandle());
        worker = started(programs.worker(), "worker.log");
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(redis.process(), worker.toHandle());
    }

    @Override
    public void close() {
        Commands.kill(worker.toHandle());
        redis.close();
    }

    /** Ready is a worker that has done a job. */
    private void awaitReady() throws IOException, InterruptedException {
        enqueue(new Load(1, 0, 0));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (done().isEmpty()) {
            if (!worker.isAlive() || System.nanoTime() > end) {
                throw new IOException(name + "'s worker does nothing: " + Commands.end(folder.resolve("worker.log")));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Process started(List<String> command, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        builder.environment().put("RACE_REDIS_PORT", Integer.toString(redis.port()));
        builder.environment().put(programs.variable(), programs.library().toString());
        return builder.start();
    }
}
