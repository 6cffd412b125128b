/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** What a service in another process tells at {@code /metrics}, in Prometheus's text format. Stateless. */
public final class ServiceMetrics {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ServiceMetrics() {}

    /**
     * The values of some lines, added up.
     *
     * @param service any address of its admin port
     * @param lines by name and labels, as {@code name{label="value"} 1.0}
     */
    public static double sum(URI service, Predicate<String> lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(lines)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
