/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.scaling;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves the external scaler over gRPC. Owns its threads, {@code scaler-*} and Netty's. Thread-safe. */
public final class ScalerServer implements AutoCloseable {
    private static final int THREADS = 2;

    private final Server server;
    private final ExecutorService executor;

    private ScalerServer(Server server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * @param address where to listen; port 0 takes a free one
     * @throws UncheckedIOException when the port is taken
     */
    public static ScalerServer start(InetSocketAddress address, Scaler scaler) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "scaler"));
        try {
            Server server = NettyServerBuilder.forAddress(address)
                    .executor(executor)
                    .permitKeepAliveWithoutCalls(true)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .addService(new ExternalScalerService(scaler))
                    .build()
                    .start();
            return new ScalerServer(server, executor);
        } catch (IOException e) {
            executor.shutdownNow();
            throw new UncheckedIOException("cannot listen on " + address + " for KEDA; choose another scaler port", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            boolean unused = server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
