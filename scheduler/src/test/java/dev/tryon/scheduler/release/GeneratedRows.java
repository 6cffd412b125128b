/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.release;

import dev.tryon.scheduler.campaigns.Row;
import dev.tryon.scheduler.campaigns.RowSource;
import dev.tryon.scheduler.campaigns.Window;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows that need no store: the manifest's key is their number. An offset is ten times the row, so that it must be kept. */
final class GeneratedRows implements RowSource {
    private final Campaign campaign;
    private final long length;
    private long row;

    private GeneratedRows(Campaign campaign, long row) {
        this.campaign = campaign;
        String uri = campaign.getManifest().getUri();
        this.length = Long.parseLong(uri.substring(uri.lastIndexOf('/') + 1));
        this.row = row;
    }

    static RowSource open(Campaign campaign, long row, long offset) {
        if (offset != row * 10) {
            throw new IllegalStateException("row " + row + " does not begin at " + offset);
        }
        return new GeneratedRows(campaign, row);
    }

    static ImageRef manifest(long rows) {
        return ImageRef.newBuilder().setUri("s3://tryon/" + rows).build();
    }

    @Override
    public Optional<Window> next(int rows) {
        long first = row;
        List<Row> window = new ArrayList<>();
        while (row < length && window.size() < rows) {
            window.add(row(row++));
        }
        return window.isEmpty() ? Optional.empty() : Optional.of(Window.of(first, first * 10, row * 10, window));
    }

    @Override
    public long count() {
        long left = length - row;
        row = length;
        return left;
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    static String id(Campaign campaign, long row) {
        return UUID.nameUUIDFromBytes((campaign.getCampaignId() + row).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Every seventh person comes again in each window; the defaults decide the rest. */
    private Row row(long number) {
        TryOnRequest request = campaign.getDefaults().toBuilder()
                .setRequestId(id(campaign, number))
                .setTenant(campaign.getTenant())
                .setCampaignId(campaign.getCampaignId())
                .setLane(Lane.LANE_BULK)
                .setSubject(ImageRef.newBuilder().setUri("s3://tryon/people/" + number % 7 + ".jpg"))
                .addSteps(Step.newBuilder()
                        .setExpert(Expert.EXPERT_TOP)
                        .setProduct(ImageRef.newBuilder().setUri("s3://tryon/products/" + number + ".jpg")))
                .setOutput(OutputSpec.newBuilder().setPrefix("s3://tryon/out"))
                .build();
        boolean refused = campaign.getName().equals("every tenth is refused") && number % 10 == 9;
        return refused
                ? new Row(request, "line " + number + ": no", "steps", FailureCode.CONSENT_MISSING)
                : new Row(request, "", "", FailureCode.FAILURE_CODE_UNSPECIFIED);
    }
}
