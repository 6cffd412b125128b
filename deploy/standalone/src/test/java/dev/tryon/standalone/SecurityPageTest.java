/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/security.md and docs/promises.md name as tests is there, and every threat has one. */
class SecurityPageTest {

    private static final Path HOME = Path.of("..", "..");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern ROW = Pattern.compile("^\\|(?! ?-|-+\\|)(.+)\\|$", Pattern.MULTILINE);
    private static final int FEWEST_THREATS = 15;

    private static Map<String, String> sources;

    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            sources = files.filter(file -> file.toString().contains("src/test/java")
                            && file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SecurityPageTest::read,
                            (one, other) -> one + other));
        }
    }

    @Test
    void everyThreatNamesATestThatIsThere() {
        List<String> threats = ROW.matcher(read(HOME.resolve("docs/security.md")))
                .results()
                .map(row -> row.group(1))
                .filter(row -> !row.contains("held by"))
                .toList();

        assertThat(threats).hasSizeGreaterThanOrEqualTo(FEWEST_THREATS).allSatisfy(threat -> {
            List<MatchResult> tests = TEST.matcher(threat).results().toList();
            assertThat(tests).as(threat).isNotEmpty();
            tests.forEach(test -> assertThat(isTest(test.group(1), test.group(2)))
                    .as(test.group())
                    .isTrue());
        });
    }

    @Test
    void everyTestClassThatAPromiseNamesIsThere() {
        assertThat(TEST_CLASS.matcher(read(HOME.resolve("docs/promises.md"))).results())
                .isNotEmpty()
                .allSatisfy(named -> assertThat(sources).containsKey(named.group(1)));
    }

    @Test
    void knowsATestFromAMethodThatNobodyRuns() {
        assertThat(isTest("SecurityPageTest", "everyThreatNamesATestThatIsThere"))
                .isTrue();
        assertThat(isTest("SecurityPageTest", "readSources")).isFalse();
        assertThat(isTest("SecurityPageTest", "nowhere")).isFalse();
        assertThat(isTest("NoSuchTest", "nowhere")).isFalse();
    }

    /** Whether a class has a method that JUnit runs, with nothing but annotations between mark and name. */
    private static boolean isTest(String type, String method) {
        return Pattern.compile(
                        "@(?:Test|ParameterizedTest|FuzzTest)\\b(?:(?!\\bvoid\\b).)*\\bvoid " + method + "\\(",
                        Pattern.DOTALL)
                .matcher(sources.getOrDefault(type, ""))
                .find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
