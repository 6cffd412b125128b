/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.bundle;

import dev.tryon.worker.sampler.NoiseSchedule;
import dev.tryon.worker.sampler.Prediction;
import dev.tryon.worker.sampler.RectifiedFlow;
import dev.tryon.worker.sampler.Sampler;
import dev.tryon.worker.sampler.SamplingRun;
import dev.tryon.worker.sampler.ScaledLinear;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bundle.json} says of an expert. Java knows nothing of an expert's architecture but this. An expert of engine
 * {@code djl} is three TorchScript files; one of engine {@code comfyui} is a workflow, and has a {@code workflow} section in
 * place of {@code latent}, {@code dtype} and {@code prediction}.
 *
 * @param schema of this file; 1
 * @param expert {@code top}, {@code eye}, …
 * @param policyFingerprint of the mask policy that made the expert's training masks, lower-case hex
 * @param canvas size in pixels of the crop that the expert paints
 * @param product size in pixels of the product picture that it is shown
 * @param latent shape of what is denoised
 * @param dtype of the tensors at the graph's edges: float32 or float16 (never bfloat16: it aborts the JVM in DJL)
 * @param prediction what the denoiser predicts: {@code flow} (the velocity ε − x0), {@code epsilon} or {@code v}
 * @param sampler defaults for requests that leave parameters unset
 * @param files {@code conditioner}, {@code denoiser}, {@code decoder}; or {@code workflow}
 * @param engine what paints it; {@code djl} when it is not named
 * @param workflow where a job's values go in the workflow
 */
public record BundleManifest(
        int schema,
        String expert,
        String version,
        String policyFingerprint,
        Size canvas,
        Size product,
        @Nullable LatentShape latent,
        @Nullable String dtype,
        @Nullable String prediction,
        SamplerDefaults sampler,
        Map<String, BundleFile> files,
        @Nullable String engine,
        @Nullable Workflow workflow) {

    /** Engine of experts that are TorchScript. */
    public static final String DJL = "djl";
    /** Engine of experts that are workflows. */
    public static final String COMFYUI = "comfyui";

    static final int SCHEMA = 1;

    public BundleManifest {
        check(schema == SCHEMA, "schema is " + schema + "; this worker reads schema " + SCHEMA);
        engine = engine == null ? DJL : engine;
        check(engine.equals(DJL) || engine.equals(COMFYUI), "engine is " + engine + "; known: djl, comfyui");
        for (String name : engine.equals(DJL) ? List.of("conditioner", "denoiser", "decoder") : List.of("workflow")) {
            check(files != null && files.containsKey(name), "files." + name + " is missing");
        }
        Objects.requireNonNull(files, "files");
        files = Map.copyOf(files);
        check(expert != null && !expert.isBlank(), "expert is missing");
        check(version != null && !version.isBlank(), "version is missing");
        check(
                policyFingerprint != null && policyFingerprint.matches("[0-9a-f]{64}"),
                "policyFingerprint must be 64 hex digits, is " + policyFingerprint);
        check(
                canvas != null && product != null && sampler != null,
                "a section is missing: canvas, product and sampler are required");
        if (engine.equals(DJL)) {
            checkTorch(latent, dtype, prediction, Objects.requireNonNull(sampler), workflow);
        } else {
            check(workflow != null, "workflow is missing; it says where a job's values go");
            check(
                    latent == null && dtype == null && prediction == null,
                    "latent, dtype and prediction are the workflow's own business; remove them");
            check(
                    Objects.requireNonNull(sampler).name().equals(SamplerDefaults.OF_WORKFLOW),
                    "sampler.name must be " + SamplerDefaults.OF_WORKFLOW + " for engine comfyui");
        }
    }

    private static void checkTorch(
            @Nullable LatentShape latent,
            @Nullable String dtype,
            @Nullable String prediction,
            SamplerDefaults sampler,
            @Nullable Workflow workflow) {
        check(latent != null, "latent is missing");
        check(workflow == null, "workflow is for engine comfyui; remove it, or set engine");
        check(
                Sampler.of(sampler.name()).isPresent(),
                "sampler.name is " + sampler.name() + "; known: flow-match-euler, ddim, dpm-solver++2m");
        check("float32".equals(dtype), "dtype is " + dtype + "; this worker feeds float32");
        boolean flow =
                Prediction.FLOW.equals(Prediction.of(String.valueOf(prediction)).orElse(null));
        check(
                Prediction.of(String.valueOf(prediction)).isPresent(),
                "prediction is " + prediction + "; known: flow, epsilon, v");
        check(
                flow == (sampler.schedule() == null),
                flow
                        ? "sampler.schedule is for predictions epsilon and v; remove it, flow has its shift"
                        : "prediction " + prediction + " needs sampler.schedule: betaStart, betaEnd and trainSteps");
        check(
                flow == sampler.name().equals(Sampler.FLOW_MATCH_EULER.text()),
                "sampler.name " + sampler.name() + " does not go with prediction " + prediction
                        + ": flow-match-euler is for flow, ddim and dpm-solver++2m for epsilon and v");
    }

    @Override
    public LatentShape latent() {
        return Objects.requireNonNull(latent, "only experts of engine djl have a latent");
    }

    @Override
    public String engine() {
        return Objects.requireNonNull(engine);
    }

    @Override
    public Workflow workflow() {
        return Objects.requireNonNull(workflow, "only experts of engine comfyui have a workflow");
    }

    /** The way of a job from noise to picture, as this expert learned it. */
    public SamplingRun run(int steps, double strength) {
        ScaledLinear chain = sampler.schedule();
        NoiseSchedule schedule = chain == null ? new RectifiedFlow(sampler.shift()) : chain;
        return SamplingRun.of(
                Sampler.of(sampler.name()).orElseThrow(),
                schedule,
                Prediction.of(String.valueOf(prediction)).orElseThrow(),
                steps,
                strength);
    }

    /** Height before width, as tensors have it. */
    public record Size(int width, int height) {
        public Size {
            check(width > 0 && height > 0, "a size is not positive: " + width + "×" + height);
        }
    }

    /** Channels, height and width of a latent. */
    public record LatentShape(int channels, int width, int height) {
        public LatentShape {
            check(channels > 0 && width > 0 && height > 0, "the latent's shape is not positive");
        }

        public int elements() {
            return channels * width * height;
        }
    }

    /**
     * Defaults of the sampler.
     *
     * @param name {@code flow-match-euler}, {@code ddim}, {@code dpm-solver++2m} or {@code workflow}
     * @param strength share of the schedule that is run, in (0, 1]
     * @param feather inward, as a share of the crop's longer side
     * @param shift of a flow's schedule towards noise; 1 = none
     * @param schedule of a model that predicts ε or v; none for flow
     */
    public record SamplerDefaults(
            String name,
            int steps,
            double guidance,
            double strength,
            double feather,
            double shift,
            @Nullable ScaledLinear schedule) {
        /** The sampler is the workflow's own. */
        public static final String OF_WORKFLOW = "workflow";

        public SamplerDefaults {
            check(
                    Sampler.of(String.valueOf(name)).isPresent() || OF_WORKFLOW.equals(name),
                    "sampler.name is " + name + "; known: flow-match-euler, ddim, dpm-solver++2m, workflow");
            check(steps >= 1 && steps <= 200, "sampler.steps must be 1 to 200, is " + steps);
            check(strength > 0 && strength <= 1, "sampler.strength must be in (0, 1], is " + strength);
            check(feather >= 0 && feather <= 0.25, "sampler.feather must be in [0, 0.25], is " + feather);
            check(
                    shift > 0 || schedule != null || OF_WORKFLOW.equals(name),
                    "sampler.shift must be positive, is " + shift);
        }
    }

    /**
     * Where the values of a job go in a workflow.
     *
     * @param inputs by name, which are {@link #INPUTS}: the node's id and the input's name, as {@code 12.image}
     * @param output id of the node that saves the crop
     */
    public record Workflow(Map<String, String> inputs, String output) {

        /** What a job has to give. */
        public static final Set<String> INPUTS =
                Set.of("masked_crop", "mask", "product", "placed", "seed", "steps", "guidance", "strength");

        public Workflow {
            check(inputs != null && output != null, "workflow.inputs and workflow.output are required");
            Objects.requireNonNull(inputs, "inputs").forEach((name, place) -> {
                check(INPUTS.contains(name), "workflow.inputs names " + name + "; known: " + new TreeSet<>(INPUTS));
                check(
                        place.matches("[^.]+\\..+"),
                        "workflow.inputs." + name + " must be NODE.INPUT, as 12.image; is " + place);
            });
            for (String name : List.of("masked_crop", "mask", "product", "seed")) {
                check(inputs.containsKey(name), "workflow.inputs." + name + " is missing: the crop depends on it");
            }
            inputs = Map.copyOf(inputs);
        }
    }

    /** A file of the bundle and the lower-case hex sha256 of its bytes. */
    public record BundleFile(String name, String sha256) {
        public BundleFile {
            check(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "not a plain file name: " + name);
            check(sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256 of " + name + " must be 64 hex digits");
        }
    }

    private static void check(boolean holds, @Nullable String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
