/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** What figures were measured on. Stateless. */
public final class Machine {
    private Machine() {}

    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("cpu", first(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("kafka", kafkaVersion());
        facts.put("memory", first(Path.of("/proc/meminfo"), "MemTotal"));
        return facts;
    }

    /** As Kafka's clients say of themselves; their class for it is internal. */
    private static String kafkaVersion() {
        Properties properties = new Properties();
        try (InputStream resource = Machine.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            if (resource != null) {
                properties.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    /** Resident memory of this process in mebibytes, or NaN where the system does not say. */
    public static double residentMebibytes() {
        return residentMebibytes(ProcessHandle.current().pid());
    }

    /** Resident memory of a process in mebibytes, or NaN where the system does not say. */
    public static double residentMebibytes(long pid) {
        String value = first(Path.of("/proc/" + pid + "/status"), "VmRSS").replaceAll("[^0-9]", "");
        return value.isEmpty() ? Double.NaN : Double.parseDouble(value) / 1024;
    }

    private static String first(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
