/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.cli.StepOptions;
import dev.tryon.producer.results.Expectation;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.ExpertNames;
import dev.tryon.standalone.stack.LocalStack;
import dev.tryon.standalone.stack.LocalTryOns;
import dev.tryon.standalone.stack.ScratchFolder;
import dev.tryon.standalone.stack.StackPorts;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Failed;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code tryon try}: one try-on with local files, on servers that live as long as the command. */
@Command(
        name = "try",
        description = "Does one try-on with local files, on a Kafka broker, S3 endpoint and worker of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tryon try person.jpg shirt.jpg --expert top --out result.png",
            "  tryon try person.jpg shirt.jpg --expert top --out a.png --mask-out mask.png --event-out event.json --seed 7",
            "",
            "Exit codes: 0 result written, 1 the try-on failed (its code and what to do are printed), 2 wrong usage,",
            "            3 not ended in time, 4 a server could not start."
        })
@SuppressWarnings("NullAway.Init")
final class TryCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int TIMED_OUT = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PERSON", description = "Photo of the person: JPEG, PNG or WebP.")
    private Path person;

    @Parameters(index = "1", paramLabel = "PRODUCT", description = "Picture of the product.")
    private Path product;

    @Mixin
    private StepOptions step = new StepOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the result goes.")
    private Path out;

    @Option(names = "--mask-out", paramLabel = "FILE", description = "Where the mask goes: white = may be painted.")
    private @Nullable Path maskOut;

    @Option(names = "--event-out", paramLabel = "FILE", description = "Where the final event goes, as JSON.")
    private @Nullable Path eventOut;

    @Option(names = "--bundles", paramLabel = "DIR", description = "Expert bundles; default: experts/ of the project.")
    private @Nullable Path bundles;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One key of the worker's configuration.")
    private Map<String, String> settings = new HashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireFile("PERSON", person);
        requireFile("PRODUCT", product);
        step.requireFitting();
        step.mask().ifPresent(own -> requireFile("--mask", Path.of(own)));
        if (step.expert() == Expert.EXPERT_FACE && step.consent().isEmpty()) {
            throw usage("--expert face asks for --consent: name the record of the person's consent");
        }
        settings.putIfAbsent("tryon.worker.experts", ExpertNames.name(step.expert()));
        settings.putIfAbsent("tryon.worker.slots", "1");
        Announcement say = new Announcement();
        try (ScratchFolder data = ScratchFolder.create();
                LocalStack stack = LocalStack.start(
                        data.path(),
                        bundles == null ? Home.bundles() : bundles,
                        StackPorts.any(),
                        settings,
                        say::starting);
                LocalTryOns tryOns = new LocalTryOns(stack);
                Expectation expected = submit(tryOns, say)) {
            return finish(tryOns, LocalTryOns.await(expected, Duration.ofSeconds(timeoutSeconds)), say);
        } catch (InvalidRequestException e) {
            throw usage(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            say.line("tryon try: " + e.getMessage() + "; give it more with --timeout");
            return TIMED_OUT;
        }
    }

    private Expectation submit(LocalTryOns tryOns, Announcement say) {
        return tryOns.submit(
                person,
                product,
                step.expert(),
                told -> step.tell(told, own -> tryOns.upload(Path.of(own))),
                step.consent(),
                event -> progress(event, say));
    }

    private int finish(LocalTryOns tryOns, TryOnEvent event, Announcement say) throws IOException {
        if (eventOut != null) {
            Files.writeString(eventOut, ContractJson.pretty(event));
        }
        if (event.hasCompleted()) {
            Completed completed = event.getCompleted();
            Files.write(out, tryOns.download(completed.getResult()));
            if (maskOut != null) {
                Files.write(maskOut, tryOns.download(completed.getMask()));
            }
            completed.getQuality().getMaskRemarksList().forEach(remark -> say.line("mask: " + remark));
            say.done("result in " + out);
            return 0;
        }
        Failed failed = event.getFailed();
        say.line("tryon try: " + failed.getCode() + (failed.getField().isEmpty() ? "" : " (" + failed.getField() + ")")
                + ": " + failed.getMessage());
        return FAILED;
    }

    private static void progress(TryOnEvent event, Announcement say) {
        if (event.hasStarted()) {
            say.done("leased by the worker");
        } else if (event.hasProgress()) {
            say.done("denoising " + event.getProgress().getDenoiseStep() + "/"
                    + event.getProgress().getDenoiseSteps());
        }
    }

    private void requireFile(String name, Path file) {
        if (!Files.isReadable(file)) {
            throw usage(name + ": cannot read '" + file + "'; give an existing picture");
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
