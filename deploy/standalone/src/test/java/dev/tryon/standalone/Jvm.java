/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs in a JVM of their own, with this one's class path. Stateless. */
final class Jvm {

    private static final List<String> OPTIONS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager");

    private Jvm() {}

    /** Its standard error goes to a file; the caller ends it. */
    static Process start(Class<?> main, Path errors, Map<String, String> environment, String... arguments)
            throws IOException {
        return builder(main, environment, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
    }

    /** All that it writes goes to a file; the caller ends it. */
    static Process startHeard(Class<?> main, Path output, Map<String, String> environment, String... arguments)
            throws IOException {
        return builder(main, environment, arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static ProcessBuilder builder(Class<?> main, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
