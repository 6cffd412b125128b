/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is asked for: the options that make a request of one step. Filled by picocli. */
public final class RequestOptions {
    @Parameters(index = "0", paramLabel = "PERSON", description = "Photo of the person: a file, or s3://bucket/key.")
    private String person = "";

    @Parameters(
            index = "1",
            paramLabel = "PRODUCT",
            description = "Picture of the product: a file, or s3://bucket/key.")
    private String product = "";

    @Mixin
    private StepOptions step = new StepOptions();

    @Option(
            names = "--lane",
            defaultValue = "interactive",
            converter = LaneConverter.class,
            description = "interactive (somebody waits; the default) or bulk.")
    private Lane lane = Lane.LANE_INTERACTIVE;

    @Option(names = "--tenant", defaultValue = "demo", description = "On whose account (default: demo).")
    private String tenant = "demo";

    @Option(
            names = "--output",
            paramLabel = "s3://BUCKET/PREFIX",
            description = "Where the result goes (default: results in the bucket).")
    private @Nullable String output;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Give up when no worker is free within this time: 90s, 10m.")
    private @Nullable Duration deadline;

    @Option(names = "--workflow", description = "Approval workflow (default: the tenant's).")
    private @Nullable String workflow;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Comes back with every event. Repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /**
     * The request, its local pictures uploaded.
     *
     * @param bucket where results go when nothing else is said
     */
    public TryOnRequest request(PictureUploads uploads, String bucket, Clock clock) {
        step.requireFitting();
        TryOnRequests request = TryOnRequests.forTenant(tenant)
                .lane(lane)
                .subject(uploads.reference(person))
                .step(step.expert(), uploads.reference(product), told -> step.tell(told, uploads::reference))
                .output(output == null ? "s3://" + bucket + "/results" : output);
        if (deadline != null) {
            request.deadline(clock.instant().plus(deadline));
        }
        if (workflow != null) {
            request.workflow(workflow);
        }
        step.consent().ifPresent(request::consent);
        labels.forEach(request::label);
        return request.build();
    }
}
