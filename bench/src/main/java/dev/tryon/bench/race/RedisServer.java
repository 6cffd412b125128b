/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.bench.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Redis of its own on a folder, which keeps a log that is synced every second. Whoever starts it closes it. */
final class RedisServer implements AutoCloseable {

    private static final int TRIES = 100;

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it answers. */
    static RedisServer start(Path folder) throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        Process process = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--save",
                        "")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        RedisServer redis = new RedisServer(process, port);
        for (int i = 0; i < TRIES; i++) {
            if (redis.listens()) {
                return redis;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        redis.close();
        throw new IOException("redis-server does not answer: " + Commands.end(folder.resolve("redis.log")));
    }

    int port() {
        return port;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** What Redis's own client prints. */
    List<String> ask(String... command) throws IOException, InterruptedException {
        Process client = new ProcessBuilder(Commands.with(List.of("redis-cli", "-p", Integer.toString(port)), command))
                .redirectErrorStream(true)
                .start();
        String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
        if (client.waitFor() != 0) {
            throw new IOException("redis-cli " + String.join(" ", command) + ": " + answer);
        }
        return answer.lines().filter(line -> !line.isBlank()).toList();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Commands.kill(process.toHandle());
    }
}
