/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A real HTTPS server of this machine, with a certificate of its own for {@code localhost}, that notes what it is told. */
final class HttpsEndpoint implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Certificate certificate;

    /** A call as it came. */
    record Call(String id, String timestamp, String signature, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    /** A key with its certificate, and the certificate alone for those who are to trust it. */
    record Certificate(Path keys, Path pem) {
        /** Makes one with the JDK's keytool. */
        static Certificate make(Path folder) throws IOException, InterruptedException {
            Path keys = folder.resolve("keys.p12");
            Path pem = folder.resolve("certificate.pem");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "a",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    keys.toString());
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "a",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    keys.toString(),
                    "-file",
                    pem.toString());
            return new Certificate(keys, pem);
        }

        private static void keytool(String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        }
    }

    /** @param answer the status of the n-th call, from 1; may block */
    HttpsEndpoint(Certificate certificate, IntUnaryOperator answer) throws IOException, GeneralSecurityException {
        this.certificate = certificate;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, answer));
        server.start();
    }

    String address() {
        return "https://localhost:" + server.getAddress().getPort() + "/hook";
    }

    Path pem() {
        return certificate.pem();
    }

    /** What was told of a request. */
    List<Call> calls(String requestId) {
        return calls.stream().filter(call -> call.id().startsWith(requestId)).toList();
    }

    int count() {
        return calls.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange, IntUnaryOperator answer) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            calls.add(new Call(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    exchange.getRequestBody().readAllBytes()));
            int status = answer.applyAsInt(calls.size());
            if (status >= 300 && status < 400) {
                exchange.getResponseHeaders().set("Location", address());
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static SSLContext context(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.keys())) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
