/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.producer.TryOnRequests.StepDetails;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.MaskMode;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How one step is to be done: the expert and what it is told. Filled by picocli. */
public final class StepOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--expert",
            required = true,
            converter = ExpertConverter.class,
            description = "Who puts it on: eye, shoes, face, top, bottom, dress or bg.")
    private Expert expert = Expert.EXPERT_UNSPECIFIED;

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
            names = "--consent",
            paramLabel = "REF",
            description = "Record of the person's consent; expert face asks for it.")
    private @Nullable String consent;

    /** Who does the step. */
    public Expert expert() {
        return expert;
    }

    /** The mask that was given, as it was given. */
    public Optional<String> mask() {
        return Optional.ofNullable(mask);
    }

    /** The record of the person's consent. */
    public Optional<String> consent() {
        return Optional.ofNullable(consent);
    }

    /**
     * Ends the command where options do not fit each other; before anything is uploaded or started.
     *
     * @throws ParameterException that names the option which is missing
     */
    public void requireFitting() {
        if (mask == null && maskMode != MaskMode.MASK_MODE_UNSPECIFIED) {
            throw new ParameterException(command.commandLine(), "--mask-mode says what --mask does; give --mask too");
        }
    }

    /**
     * Tells the step.
     *
     * @param uploaded the reference of a picture that was given as text
     */
    public void tell(StepDetails step, Function<String, ImageRef> uploaded) {
        mask().ifPresent(own -> step.mask(uploaded.apply(own), maskMode));
        Optional.ofNullable(steps).ifPresent(step::steps);
        Optional.ofNullable(seed).ifPresent(step::seed);
        Optional.ofNullable(guidance).ifPresent(step::guidance);
        Optional.ofNullable(strength).ifPresent(step::strength);
        Optional.ofNullable(feather).ifPresent(step::feather);
    }
}
