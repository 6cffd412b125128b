/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CampaignValidateCommandTest {
    private static final String HEADER = "subject,expert,product,steps[0].parameters.steps\n";
    private static final String GOOD = "s3://shop/ada.jpg,top,s3://shop/shirt.png,20\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void acceptsRowsThatAreRequests() throws IOException {
        int exit = validate("rows.csv", HEADER + GOOD + GOOD);

        assertThat(exit).isZero();
        assertThat(out).hasToString("2 rows: 2 valid, 0 wrong\n");
    }

    @Test
    void namesLineFieldValueAndFixOfWrongRows() throws IOException {
        String rows = GOOD + "s3://shop/ada.jpg,hat,s3://shop/hat.png,20\n" + GOOD
                + "s3://shop/ada.jpg,top,s3://shop/shirt.png,500\n";

        int exit = validate("rows.csv", HEADER + rows);

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        hat -> assertThat(hat)
                                .startsWith("line 3: steps[0].expert: must be one of")
                                .endsWith("it is \"hat\""),
                        steps -> assertThat(steps)
                                .startsWith("line 5: steps[0].parameters.steps: ")
                                .contains("200")
                                .endsWith("it is 500"),
                        count -> assertThat(count).isEqualTo("4 rows: 2 valid, 2 wrong"));
    }

    @Test
    void printsTheFirstErrorsAndCountsAll() throws IOException {
        int exit = validate("rows.csv", HEADER + "x,top,y,1\n".repeat(30), "--errors", "3");

        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("line 4: ").doesNotContain("line 5: ");
        assertThat(out.toString()).endsWith("30 rows: 0 valid, 30 wrong (3 shown; --errors shows more)\n");
    }

    @Test
    void printsJsonForScripts() throws IOException {
        validate("rows.csv", HEADER + "s3://shop/ada.jpg,hat,s3://shop/hat.png,20\n", "--json");

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        wrong -> assertThat(wrong)
                                .startsWith("{\"line\":2,\"row\":1,\"field\":\"steps[0].expert\",")
                                .contains("\"value\":\"\\\"hat\\\"\""),
                        counts -> assertThat(counts).isEqualTo("{\"rows\":1,\"valid\":0,\"wrong\":1}"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void readsGzippedNdjsonOverDefaults() throws IOException {
        Path defaults = Files.writeString(
                folder.resolve("defaults.json"),
                "{\"steps\":[{\"expert\":\"top\"}],\"subject\":{\"uri\":\"s3://a23/b\"}}");
        byte[] rows = gzip("{\"steps\":[{\"product\":{\"uri\":\"s3://shop/shirt.png\"}}]}\n");

        int exit = validate("rows.ndjson.gz", rows, "--defaults", defaults.toString());

        assertThat(exit).as(out.toString() + err).isZero();
    }

    @Test
    void refusesDefaultsThatAreNoRequest() throws IOException {
        Path defaults = Files.writeString(folder.resolve("defaults.json"), "{\"lanes\":\"bulk\"}");

        int exit = validate("rows.csv", HEADER + GOOD, "--defaults", defaults.toString());

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("defaults.lanes");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        byte[] rows = gzip((HEADER + GOOD).repeat(1000));

        int exit = validate("rows.csv.gz", Arrays.copyOf(rows, rows.length / 2));

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("breaks off after row", "make or upload it again");
    }

    @Test
    void refusesUnknownColumns() throws IOException {
        assertThat(validate("rows.csv", "subject,hat\n" + GOOD)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("line 1", "hat");
    }

    @Test
    void refusesMissingFilesAndNamesWithoutFormat() throws IOException {
        assertThat(run("validate", folder.resolve("none.csv").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(validate("rows.txt", HEADER + GOOD)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("none.csv", "check the path", "rows.txt", "end it in .ndjson or .csv");
    }

    @Test
    void anEmptyManifestIsNoCampaign() throws IOException {
        assertThat(validate("rows.csv", HEADER)).isEqualTo(1);
        assertThat(out).hasToString("the manifest has no rows\n");
    }

    private int validate(String name, String content, String... more) throws IOException {
        return validate(name, content.getBytes(UTF_8), more);
    }

    private int validate(String name, byte[] content, String... more) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        String[] fixed = {"validate", file.toString(), "--output", "s3://shop/results"};
        String[] arguments = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return new CommandLine(new CampaignCommand(), new InEnvironment(Map.of()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
