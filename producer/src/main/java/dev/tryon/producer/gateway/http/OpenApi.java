/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the gateway's interface, OpenAPI 3.1. A test holds it against the routes. Stateless. */
final class OpenApi {
    private static final String RESOURCE = "openapi.json";

    private OpenApi() {}

    static Route route() {
        byte[] json = json();
        return new Route(
                HandlerType.GET,
                "/openapi.json",
                context -> context.contentType("application/json").result(json));
    }

    static byte[] json() {
        try (InputStream stream = OpenApi.class.getResourceAsStream(RESOURCE)) {
            return Objects.requireNonNull(stream, RESOURCE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
