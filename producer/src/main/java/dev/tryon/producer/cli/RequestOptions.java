/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.TryOnRequests;
import dev.tryon.producer.TryOnRequests.StepDetails;
import dev.tryon.producer.upload.PictureUploads;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is asked for: the options that make a request of one step. Filled by picocli. */
public final class RequestOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "PERSON", description = "Photo of the person: a file, or s3://bucket/key.")
    private String person = "";

    @Parameters(
            index = "1",
            paramLabel = "PRODUCT",
            description = "Picture of the product: a file, or s3://bucket/key.")
    private String product = "";

    @Option(
            names = "--expert",
            required = true,
            converter = ExpertConverter.class,
            description = "Who puts it on: eye, shoes, face, top, bottom, dress or bg.")
    private Expert expert = Expert.EXPERT_UNSPECIFIED;

    @Option(
            names = "--lane",
            defaultValue = "interactive",
            converter = LaneConverter.class,
            description = "interactive (somebody waits; the default) or bulk.")
    private Lane lane = Lane.LANE_INTERACTIVE;

    @Option(names = "--tenant", defaultValue = "demo", description = "On whose account (default: demo).")
    private String tenant = "demo";

    @Option(names = "--steps", paramLabel = "N", description = "Denoise steps, 1 to 200.")
    private @Nullable Integer steps;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the starting noise (default: 0).")
    private @Nullable Long seed;

    @Option(names = "--guidance", paramLabel = "G", description = "Guidance scale, 0 to 30; 1 is none.")
    private @Nullable Float guidance;

    @Option(names = "--strength", paramLabel = "S", description = "Where denoising starts, in (0, 1]; 1 is pure noise.")
    private @Nullable Float strength;

    @Option(
            names = "--feather",
            paramLabel = "F",
            description = "Feather inside the mask's border, 0 to 0.25 of the crop.")
    private @Nullable Float feather;

    @Option(names = "--mask", paramLabel = "FILE", description = "A mask of your own: white is painted.")
    private @Nullable String mask;

    @Option(
            names = "--mask-mode",
            paramLabel = "MODE",
            converter = MaskModeConverter.class,
            description = "What --mask does to the policy's mask: replace (default) or intersect.")
    private MaskMode maskMode = MaskMode.MASK_MODE_UNSPECIFIED;

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

    @Option(
            names = "--consent",
            paramLabel = "REF",
            description = "Record of the person's consent; expert face asks for it.")
    private @Nullable String consent;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Comes back with every event. Repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /**
     * The request, its local pictures uploaded.
     *
     * @param bucket where results go when nothing else is said
     */
    public TryOnRequest request(PictureUploads uploads, String bucket, Clock clock) {
        if (mask == null && maskMode != MaskMode.MASK_MODE_UNSPECIFIED) {
            throw new ParameterException(command.commandLine(), "--mask-mode says what --mask does; give --mask too");
        }
        TryOnRequests request = TryOnRequests.forTenant(tenant)
                .lane(lane)
                .subject(uploads.reference(person))
                .step(expert, uploads.reference(product), step -> details(step, uploads))
                .output(output == null ? "s3://" + bucket + "/results" : output);
        if (deadline != null) {
            request.deadline(clock.instant().plus(deadline));
        }
        if (workflow != null) {
            request.workflow(workflow);
        }
        if (consent != null) {
            request.consent(consent);
        }
        labels.forEach(request::label);
        return request.build();
    }

    private void details(StepDetails step, PictureUploads uploads) {
        if (mask != null) {
            step.mask(uploads.reference(mask), maskMode);
        }
        if (steps != null) {
            step.steps(steps);
        }
        if (seed != null) {
            step.seed(seed);
        }
        if (guidance != null) {
            step.guidance(guidance);
        }
        if (strength != null) {
            step.strength(strength);
        }
        if (feather != null) {
            step.feather(feather);
        }
    }
}
