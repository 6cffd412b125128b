/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of a cluster's API that patches a pod, over HTTPS with a certificate of its own, and the service account that
 * a pod is given. It refuses what the real one refuses. Thread-safe; owns its server.
 */
final class ApiServer implements AutoCloseable {

    static final String POD = "/api/v1/namespaces/try-ons/pods/worker-top-0";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final Path serviceAccount;
    private final List<String> patches = new CopyOnWriteArrayList<>();
    private volatile String token = "first-token";
    private volatile boolean forbidden;

    ApiServer(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        serviceAccount = Files.createDirectories(folder.resolve("serviceaccount"));
        keytool("-genkeypair", "-alias", "api", "-keyalg", "EC", "-dname", "CN=api", "-ext", "san=ip:127.0.0.1", keys);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "api",
                "-file",
                serviceAccount.resolve("ca.crt").toString(),
                keys);
        Files.writeString(serviceAccount.resolve("namespace"), "try-ons\n");
        Files.writeString(serviceAccount.resolve("token"), token + "\n");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        server.createContext("/", this::answer);
        server.start();
    }

    Map<String, String> environment() {
        return Map.of(
                "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                "KUBERNETES_SERVICE_PORT", Integer.toString(server.getAddress().getPort()),
                "HOSTNAME", "worker-top-0");
    }

    Path serviceAccount() {
        return serviceAccount;
    }

    /** Bodies of the patches that were taken. */
    List<String> patches() {
        return patches;
    }

    void renewToken(String newToken) throws Exception {
        Files.writeString(serviceAccount.resolve("token"), newToken + "\n");
        token = newToken;
    }

    void forbid(boolean now) {
        forbidden = now;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws java.io.IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = status(exchange);
            if (status == 200) {
                patches.add(body);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private int status(HttpExchange exchange) {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 401;
        }
        if (forbidden) {
            return 403;
        }
        if (!exchange.getRequestURI().getPath().equals(POD)) {
            return 404;
        }
        if (!exchange.getRequestMethod().equals("PATCH")) {
            return 405;
        }
        return "application/merge-patch+json"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                ? 200
                : 415;
    }

    private static SSLContext tls(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(keys)) {
            store.load(bytes, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            if (argument instanceof Path keys) {
                command.addAll(List.of(
                        "-keystore", keys.toString(), "-storepass", new String(PASSWORD), "-storetype", "PKCS12"));
            } else {
                command.add(argument.toString());
            }
        }
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
