/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits until an address of this host answers 200: containers on the host's network have no mapped ports to be asked at. */
final class ReadyAt extends AbstractWaitStrategy {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HttpRequest request;

    ReadyAt(URI address) {
        request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    }

    @Override
    protected void waitUntilReady() {
        Awaitility.await().atMost(startupTimeout).until(this::answersOk);
    }

    private boolean answersOk() throws InterruptedException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }
}
