/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the command runs on is none of the versions that had a known hole. It needs no network, so its list is only as new as
 * {@code advisories.csv}; the SBOM that {@code mvn verify} writes is for scanners that have one.
 */
class DependencyAuditTest {

    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");

    private record Advisory(String artifact, String fixed, String id) {}

    @Test
    void noLibraryHasAHoleThatIsKnown() throws IOException {
        Map<String, List<String>> versions = versions();

        assertThat(advisories())
                .isNotEmpty()
                .allSatisfy(advisory -> assertThat(versions.getOrDefault(advisory.artifact(), List.of()))
                        .as(advisory.toString())
                        .isNotEmpty()
                        .noneMatch(version -> isBefore(version, advisory.fixed())));
    }

    @Test
    void comparesVersionsByTheirNumbers() {
        assertThat(isBefore("2.9.0", "2.10")).isTrue();
        assertThat(isBefore("2.13.4.1", "2.13.4.2")).isTrue();
        assertThat(isBefore("33.7.1-jre", "32.0.0-jre")).isFalse();
        assertThat(isBefore("4.9.0-0", "4.9.0")).isFalse();
        assertThat(isBefore("10.0", "10.0.0")).isFalse();
    }

    /** Artifact to versions, of all jars of the class path; some, as Jackson, are there in two lines under two group ids. */
    private static Map<String, List<String>> versions() {
        Map<String, List<String>> versions = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Matcher jar = JAR.matcher(new File(entry).getName());
            if (jar.matches()) {
                versions.computeIfAbsent(jar.group(1), artifact -> new ArrayList<>())
                        .add(jar.group(2));
            }
        }
        return versions;
    }

    private static List<Advisory> advisories() throws IOException {
        try (InputStream list = DependencyAuditTest.class.getResourceAsStream("advisories.csv")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Advisory(cells[0], cells[1], cells[2]))
                    .toList();
        }
    }

    private static boolean isBefore(String version, String other) {
        int[] one = numbers(version);
        int[] two = numbers(other);
        int length = Math.max(one.length, two.length);
        return Arrays.compare(Arrays.copyOf(one, length), Arrays.copyOf(two, length)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[.-]", -1))
                .filter(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
