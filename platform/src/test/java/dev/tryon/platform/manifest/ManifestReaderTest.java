/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
    private static final String CAMPAIGN = "0197f3c2-7000-7000-8000-000000000001";
    private static final String ADA = "{\"subject\":{\"uri\":\"s3://shop/ada.jpg\"}}";

    @Test
    void rowsLieOverTheDefaults() throws IOException {
        ManifestRow row = only(rows(
                "{\"subject\":{\"uri\":\"s3://shop/ada.jpg\"},\"steps\":[{\"product\":{\"uri\":\"s3://shop/hat.png\"}}],"
                        + "\"labels\":{\"sku\":\"4711\"}}\n"));

        assertThat(row.problem()).isEqualTo("line 1: ");
        assertThat(row.request())
                .isEqualTo(campaign("m.ndjson").getDefaults().toBuilder()
                        .setRequestId(RowIds.of(UUID.fromString(CAMPAIGN), 1))
                        .setTenant("acme")
                        .setCampaignId(CAMPAIGN)
                        .setLane(Lane.LANE_BULK)
                        .setSubject(image("s3://shop/ada.jpg"))
                        .setSteps(
                                0,
                                Step.newBuilder().setExpert(Expert.EXPERT_TOP).setProduct(image("s3://shop/hat.png")))
                        .putLabels("season", "spring")
                        .putLabels("sku", "4711")
                        .build());
    }

    @Test
    void readsTablesAsWell() throws IOException {
        List<ManifestRow> rows = rows(
                "\ufeffsubject,product,expert,seed,labels.sku,labels.note\r\n"
                        + "s3://shop/ada.jpg,s3://shop/hat.png,dress,7,4711,\"red, \"\"warm\"\"\"\r\n"
                        + "s3://shop/bob.jpg,,,,,\r\n",
                "m.csv");

        assertThat(rows).allMatch(ManifestRow::valid).hasSize(2);
        TryOnRequest first = rows.get(0).request();
        assertThat(first.getSteps(0).getExpert()).isEqualTo(Expert.EXPERT_DRESS);
        assertThat(first.getSteps(0).getParameters().getSeed()).isEqualTo(7);
        assertThat(first.getLabelsMap()).containsEntry("note", "red, \"warm\"");
        assertThat(rows.get(1).request().getSteps(0).getExpert()).isEqualTo(Expert.EXPERT_TOP);
        assertThat(rows.get(1).line()).isEqualTo(3);
    }

    @Test
    void idsFollowFromCampaignAndRow() throws IOException {
        List<ManifestRow> rows = rows((ADA + "\n").repeat(3));

        // By Python: uuid.uuid5(uuid.UUID('0197f3c2-7000-7000-8000-000000000001'), '3')
        assertThat(rows.get(2).request().getRequestId()).isEqualTo("2f1d0dd8-52ab-501d-a63d-87350cbb5bcb");
        assertThat(rows.stream().map(row -> row.request().getRequestId())).doesNotHaveDuplicates();
    }

    @Test
    void tellsLineAndFieldOfWhatIsWrongAndGoesOn() throws IOException {
        List<ManifestRow> rows = rows(ADA + "\n{\"subject\":7}\n\n"
                + "{\"tenant\":\"other\"}\n"
                + "{\"lane\":\"interactive\"}\n"
                + "{\"request_id\":\"" + CAMPAIGN + "\"}\n"
                + "{}\n" + ADA);

        assertThat(rows.stream().map(ManifestRow::problem))
                .containsExactly(
                        "line 1: ",
                        "line 2: subject: must be a JSON object; it is a number",
                        "line 3: is empty; remove it",
                        "line 4: tenant: must be left out: the campaign says it",
                        "line 5: lane: must be left out: campaigns run in the bulk lane; it is LANE_INTERACTIVE",
                        "line 6: request_id: must be left out: the campaign says it",
                        "line 7: subject: value is required",
                        "line 8: ");
        assertThat(rows).allMatch(row -> row.request().getTenant().equals("acme"));
    }

    @Test
    void faceWithoutConsentIsRefused() throws IOException {
        String face = "{\"subject\":{\"uri\":\"s3://shop/ada.jpg\"},\"steps\":[{\"expert\":\"face\"}]%s}\n";

        List<ManifestRow> rows = rows(face.formatted("") + face.formatted(",\"consent_ref\":\"consents/7\""));

        assertThat(rows.get(0).valid()).isFalse();
        assertThat(rows.get(0).problem()).contains("consent_ref", "required when a step uses expert face");
        assertThat(rows.get(1).valid()).isTrue();
    }

    @Test
    void oneBadQuoteSpoilsOneRow() throws IOException {
        List<ManifestRow> rows =
                rows("subject,labels.a\ns3://shop/a.jpg,\"open\ns3://shop/b.jpg,x\ns3://shop/c.jpg\n", "m.csv");

        assertThat(rows.stream().map(ManifestRow::problem))
                .containsExactly(
                        "line 2: quotes do not match; write a quote within a cell twice, and no line breaks",
                        "line 3: ",
                        "line 4: has 1 cells where the header has 2");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        byte[] latin = "{\"consent_ref\":\"für\"}\n".getBytes(ISO_8859_1);

        assertThat(only(read(new ByteArrayInputStream(latin), "m.ndjson", ManifestPosition.BEGINNING))
                        .problem())
                .isEqualTo("line 1: is not UTF-8; save the file in that encoding");
    }

    @Test
    void aLineWithoutEndCostsNoMemory() throws IOException {
        // 3 GiB in one line, which no array holds.
        InputStream endless = new RepeatedByte('x', 3L << 30);

        ManifestRow row = only(read(endless, "m.ndjson", ManifestPosition.BEGINNING));

        assertThat(row.problem()).startsWith("line 1: is longer than 1048576 bytes");
        assertThat(row.next().offset()).isEqualTo(3L << 30);
    }

    @Test
    void goesOnFromEveryRow() throws IOException {
        for (boolean csv : new boolean[] {true, false}) {
            String text = csv
                    ? "subject\n" + "s3://shop/a.jpg\r\n\"s3://shop/b,c.jpg\"\n".repeat(40)
                    : (ADA + "\nno\r\n").repeat(40);
            String name = csv ? "m.csv" : "m.ndjson";
            List<ManifestRow> whole = rows(text, name);
            for (ManifestRow row : whole) {
                List<ManifestRow> rest = read(bytes(text), name, row.next());
                assertThat(rest).isEqualTo(whole.subList((int) row.row(), whole.size()));
            }
        }
    }

    @Test
    void readsCompressedManifestsOfSeveralMembersFromASlowConnection() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        for (int member = 0; member < 3; member++) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(new Unclosed(compressed))) {
                gzip.write((ADA + "\n").repeat(50).getBytes(UTF_8));
            }
        }

        List<ManifestRow> rows = read(new Trickle(compressed.toByteArray()), "m.ndjson.gz", ManifestPosition.BEGINNING);

        assertThat(rows).hasSize(150).allMatch(ManifestRow::valid);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 9, 12})
    void aCutOffArchiveIsNoEnd(int missing) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write((ADA + "\n").repeat(50).getBytes(UTF_8));
        }
        byte[] cut = Arrays.copyOf(compressed.toByteArray(), compressed.size() - missing);

        assertThatThrownBy(() -> read(new ByteArrayInputStream(cut), "m.ndjson.gz", ManifestPosition.BEGINNING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off where it is compressed");
    }

    @Test
    void refusesManifestsOfWhichNoRowCanBeRead() {
        assertUnusable("a\n", "m.xlsx", ManifestPosition.BEGINNING, "says no format; end it in .ndjson or .csv");
        assertUnusable("", "m.csv", ManifestPosition.BEGINNING, "line 1: a CSV manifest begins with a line");
        assertUnusable("sku\n", "m.csv", ManifestPosition.BEGINNING, "line 1: column \"sku\": no such field");
        assertUnusable("expert,steps[0].expert\n", "m.csv", ManifestPosition.BEGINNING, "is there twice");
        assertUnusable("\u001f\u008bno", "m.csv.gz", ManifestPosition.BEGINNING, "begins as gzip and is none");
        assertUnusable("\u001f\u008b", "m.csv.gz", ManifestPosition.BEGINNING, "ends in its header");
        assertUnusable(ADA, "m.ndjson", new ManifestPosition(3, 300), "300 were read before: it was replaced");
    }

    @Test
    void findsRowsWithoutParsingThem() throws IOException {
        try (ManifestReader reader =
                ManifestReader.open(bytes(ADA + "\n"), campaign("m.ndjson"), ManifestPosition.BEGINNING)) {
            ManifestLine line = reader.nextLine().orElseThrow();

            assertThat(line.bytes()).isEqualTo(ADA.getBytes(UTF_8));
            assertThat(reader.parser().parse(line).valid()).isTrue();
            assertThat(reader.next()).isEmpty();
        }
    }

    private static void assertUnusable(String text, String name, ManifestPosition from, String message) {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), name, from))
                .isInstanceOf(UnusableManifestException.class)
                .hasMessageContaining(message);
    }

    private static ManifestRow only(List<ManifestRow> rows) {
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static List<ManifestRow> rows(String text) throws IOException {
        return rows(text, "m.ndjson");
    }

    private static List<ManifestRow> rows(String text, String name) throws IOException {
        return read(bytes(text), name, ManifestPosition.BEGINNING);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<ManifestRow> read(InputStream stream, String name, ManifestPosition from) throws IOException {
        List<ManifestRow> rows = new ArrayList<>();
        try (ManifestReader reader = ManifestReader.open(stream, campaign(name), from)) {
            for (Optional<ManifestRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static Campaign campaign(String name) {
        return Campaign.newBuilder()
                .setCampaignId(CAMPAIGN)
                .setTenant("acme")
                .setManifest(image("s3://shop/" + name))
                .setDefaults(TryOnRequest.newBuilder()
                        .addSteps(
                                Step.newBuilder().setExpert(Expert.EXPERT_TOP).setProduct(image("s3://shop/shirt.png")))
                        .setOutput(OutputSpec.newBuilder().setPrefix("s3://shop/results"))
                        .putLabels("season", "spring"))
                .build();
    }

    private static ImageRef image(String uri) {
        return ImageRef.newBuilder().setUri(uri).build();
    }
}
