/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.platform.s3.Sha256;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Style sheet and scripts, read once; browsers may keep them for ever, since their address changes with them. */
final class Assets {

    private static final String HTMX = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
    private static final String FOLDER = "dev/tryon/approval/console/";
    private static final Map<String, String> TYPES = Map.of(
            "app.css", "text/css; charset=utf-8",
            "app.js", "text/javascript; charset=utf-8",
            "queue.js", "text/javascript; charset=utf-8",
            "viewer.js", "text/javascript; charset=utf-8",
            "brush.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml",
            "htmx.js", "text/javascript; charset=utf-8");

    private final Map<String, byte[]> files = new TreeMap<>();
    private final String version;

    Assets() {
        StringBuilder all = new StringBuilder();
        TYPES.keySet().forEach(name -> files.put(name, read(name.equals("htmx.js") ? htmx() : FOLDER + name)));
        files.values().forEach(bytes -> all.append(Sha256.hex(bytes)));
        version = Sha256.hex(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(0, 12);
    }

    /** Part of every asset's address. */
    String version() {
        return version;
    }

    void serve(Context context) {
        String name = context.pathParam("name");
        byte[] bytes = files.get(name);
        String type = TYPES.get(name);
        if (bytes == null || type == null) {
            throw new NotFoundResponse();
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType(type)
                .result(bytes);
    }

    private static String htmx() {
        Properties properties = new Properties();
        try (InputStream stream = open(HTMX)) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "META-INF/resources/webjars/htmx.org/" + properties.getProperty("version") + "/dist/htmx.min.js";
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = Assets.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is not on the class path; build the project anew");
        }
        return stream;
    }
}
