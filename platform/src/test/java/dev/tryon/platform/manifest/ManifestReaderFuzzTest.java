/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tryon.proto.RequestRules;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.ManifestFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;

/**
 * Whatever bytes come as a manifest, each of its lines becomes a row that is valid or says what is wrong, or the whole is
 * refused; and reading goes on from any row as if it had never stopped. Damage is done to real manifests.
 */
class ManifestReaderFuzzTest {

    private static final List<String> WHOLE = List.of(
            """
            {"subject":{"uri":"s3://shop/a.jpg"},"steps":[{"expert":"top","product":{"uri":"s3://shop/h.png"}}]}
            {"labels":{"a":"b"},"deadline":"2030-01-01T00:00:00Z"}

            """,
            "subject,product,expert,seed,labels.sku\r\ns3://shop/a.jpg,s3://shop/h.png,dress,7,\"red, \"\"warm\"\"\"\r\n,,,,\r\n");

    @FuzzTest(maxDuration = "20s")
    void everyLineIsARowOrAReason(FuzzedDataProvider data) {
        boolean csv = data.consumeBoolean();
        boolean zipped = data.consumeBoolean();
        int cut = data.consumeInt(0, 8);
        byte[] manifest = data.consumeBoolean()
                ? data.consumeBytes(2_000)
                : damaged(WHOLE.get(csv ? 1 : 0).getBytes(StandardCharsets.UTF_8), data);
        byte[] stored = zipped ? zipped(manifest, cut) : manifest;
        Campaign campaign = Campaign.newBuilder()
                .setCampaignId("0197f3c2-7000-7000-8000-000000000001")
                .setTenant("shop")
                .setManifestFormat(csv ? ManifestFormat.MANIFEST_FORMAT_CSV : ManifestFormat.MANIFEST_FORMAT_NDJSON)
                .build();

        List<ManifestRow> rows = rows(stored, campaign, ManifestPosition.BEGINNING);

        assertThat(rows)
                .extracting(ManifestRow::row)
                .isEqualTo(LongStream.rangeClosed(1, rows.size()).boxed().toList());
        assertThat(rows)
                .allMatch(row ->
                        !row.valid() || RequestRules.violations(row.request()).isEmpty())
                .noneMatch(row -> row.problem().isBlank());
        if (!rows.isEmpty()) {
            assertThat(rows(stored, campaign, rows.get(0).next())).isEqualTo(rows.subList(1, rows.size()));
        }
    }

    /** All that can be read. */
    private static List<ManifestRow> rows(byte[] manifest, Campaign campaign, ManifestPosition from) {
        List<ManifestRow> rows = new ArrayList<>();
        try (ManifestReader reader = ManifestReader.open(new ByteArrayInputStream(manifest), campaign, from)) {
            for (Optional<ManifestRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        } catch (UnusableManifestException | IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        return rows;
    }

    private static byte[] damaged(byte[] whole, FuzzedDataProvider data) {
        byte[] bytes = whole.clone();
        for (int wounds = data.consumeInt(0, 8); wounds > 0; wounds--) {
            bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
        }
        return bytes;
    }

    private static byte[] zipped(byte[] bytes, int cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] whole = out.toByteArray();
        return Arrays.copyOf(whole, whole.length - cut);
    }
}
