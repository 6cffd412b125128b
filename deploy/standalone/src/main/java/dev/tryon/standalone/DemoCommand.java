/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone;

import dev.tryon.experts.figures.DemoSamples;
import dev.tryon.producer.results.Expectation;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.ExpertNames;
import dev.tryon.standalone.gallery.ContactSheet;
import dev.tryon.standalone.gallery.GalleryRow;
import dev.tryon.standalone.gallery.HtmlGallery;
import dev.tryon.standalone.stack.LocalStack;
import dev.tryon.standalone.stack.LocalTryOns;
import dev.tryon.standalone.stack.ScratchFolder;
import dev.tryon.standalone.stack.StackPorts;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Timings;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code tryon demo}: the main job on sample pictures, and a gallery to look at. */
@Command(
        name = "demo",
        description = "Runs try-ons of the sample pictures through real servers and makes a gallery.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tryon demo",
            "  tryon demo --out /tmp/gallery",
            "",
            "Exit codes: 0 every try-on completed, 1 one did not, 3 not ended in time, 4 a server could not start."
        })
@SuppressWarnings("NullAway.Init")
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the gallery goes; default: ${DEFAULT-VALUE}.",
            defaultValue = "demo-out")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        Announcement say = new Announcement();
        Files.createDirectories(out);
        List<DemoSamples.Pair> pairs = DemoSamples.write(out, ExpertBundle.names(Home.bundles()));
        say.done("drew " + pairs.size() + " persons and products");
        List<GalleryRow> rows = new ArrayList<>();
        try (ScratchFolder data = ScratchFolder.create();
                LocalStack stack =
                        LocalStack.start(data.path(), Home.bundles(), StackPorts.any(), Map.of(), say::starting);
                LocalTryOns tryOns = new LocalTryOns(stack)) {
            List<Expectation> expected = new ArrayList<>();
            for (DemoSamples.Pair pair : pairs) {
                expected.add(tryOns.submit(
                        pair.person(),
                        pair.product(),
                        ExpertNames.expert(pair.expert()).orElseThrow(),
                        step -> {},
                        Optional.of("nobody: these people are drawn"),
                        event -> started(event, say)));
            }
            say.done("submitted " + expected.size() + " requests to Kafka");
            for (int i = 0; i < expected.size(); i++) {
                TryOnEvent event = LocalTryOns.await(expected.get(i), PATIENCE);
                if (!event.hasCompleted()) {
                    say.line("try-on " + (i + 1) + " did not complete: " + ContractJson.pretty(event));
                    return 1;
                }
                rows.add(saved(tryOns, pairs.get(i), i + 1, event.getCompleted()));
                say.done("completed " + (i + 1) + " of " + expected.size());
            }
        }
        Path sheet = out.resolve("contact-sheet.png");
        Path page = out.resolve("index.html");
        ContactSheet.write(rows, sheet);
        Files.writeString(page, HtmlGallery.page(rows));
        say.line("");
        say.line("Contact sheet (person | mask | product | result): "
                + sheet.toAbsolutePath().normalize());
        say.line("Gallery: " + page.toAbsolutePath().normalize());
        return 0;
    }

    private GalleryRow saved(LocalTryOns tryOns, DemoSamples.Pair pair, int number, Completed completed)
            throws IOException {
        Path result = out.resolve("result-" + number + ".png");
        Path mask = out.resolve("mask-" + number + ".png");
        Files.write(result, tryOns.download(completed.getResult()));
        Files.write(mask, tryOns.download(completed.getMask()));
        return new GalleryRow(
                "Try-on " + number + ": " + pair.expert(),
                pair.person(),
                mask,
                pair.product(),
                result,
                facts(completed));
    }

    private static List<String> facts(Completed completed) {
        Timings timings = completed.getProvenance().getTimings();
        return List.of(
                "%d × %d pixels, %d of them changed outside the mask"
                        .formatted(
                                completed.getWidth(),
                                completed.getHeight(),
                                completed.getQuality().getOutsideMaskDifferingPixels()),
                String.format(
                        Locale.ROOT,
                        "mask %.2f s, denoise %.2f s, stitch and encode %.2f s, store %.2f s",
                        seconds(timings.getMask()),
                        seconds(timings.getDenoise()),
                        seconds(timings.getStitch()),
                        seconds(timings.getStore())),
                "content address " + completed.getProvenance().getFingerprint());
    }

    private static double seconds(com.google.protobuf.Duration duration) {
        return duration.getSeconds() + duration.getNanos() / 1e9;
    }

    private static void started(TryOnEvent event, Announcement say) {
        if (event.hasStarted()) {
            say.done("leased " + event.getRequestId());
        }
    }
}
