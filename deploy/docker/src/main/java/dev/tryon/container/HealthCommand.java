/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code health URL}: asks a service's admin port, for health checks of a runtime that cannot; an image has no curl. */
@Command(name = "health", description = "Exit code 0 when the address answers 200, else 1.")
@SuppressWarnings("NullAway.Init")
final class HealthCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "As http://127.0.0.1:9464/health/ready.")
    private URI address;

    @Override
    public Integer call() throws InterruptedException {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            spec.commandLine().getOut().println(answer.statusCode() + " " + answer.body());
            return answer.statusCode() == 200 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println(address + " does not answer: " + e);
            return 1;
        }
    }
}
