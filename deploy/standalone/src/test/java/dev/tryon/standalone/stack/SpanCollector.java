/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector that takes spans as OTLP over HTTP and keeps what tests look at. It reads the messages by their field
 * numbers (opentelemetry/proto/trace/v1/trace.proto), which are for ever. Thread-safe; owns its server.
 */
final class SpanCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    /** A span as it came. */
    record Received(
            String service, String name, String traceId, String id, String parent, Map<String, String> attributes) {}

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that came so far of one trace. */
    List<Received> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    List<Received> named(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            UnknownFieldSet request =
                    UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
            for (UnknownFieldSet resourceSpans : messages(request, 1)) {
                String service = attributes(message(resourceSpans, 1), 1).getOrDefault("service.name", "");
                for (UnknownFieldSet scopeSpans : messages(resourceSpans, 2)) {
                    for (UnknownFieldSet span : messages(scopeSpans, 2)) {
                        spans.add(new Received(
                                service,
                                bytes(span, 5).toStringUtf8(),
                                hex(bytes(span, 1)),
                                hex(bytes(span, 2)),
                                hex(bytes(span, 4)),
                                attributes(span, 9)));
                    }
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** KeyValue {key = 1, value = 2}; AnyValue {string_value = 1, int_value = 3}. */
    private static Map<String, String> attributes(UnknownFieldSet holder, int field) throws IOException {
        Map<String, String> attributes = new HashMap<>();
        for (UnknownFieldSet pair : messages(holder, field)) {
            UnknownFieldSet value = message(pair, 2);
            List<Long> number = value.getField(3).getVarintList();
            attributes.put(
                    bytes(pair, 1).toStringUtf8(),
                    number.isEmpty()
                            ? bytes(value, 1).toStringUtf8()
                            : number.get(0).toString());
        }
        return attributes;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet holder, int field) throws IOException {
        List<UnknownFieldSet> messages = new CopyOnWriteArrayList<>();
        for (ByteString bytes : holder.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static UnknownFieldSet message(UnknownFieldSet holder, int field) throws IOException {
        return UnknownFieldSet.parseFrom(bytes(holder, field));
    }

    private static ByteString bytes(UnknownFieldSet holder, int field) {
        List<ByteString> values = holder.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.get(0);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
