/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code mask sheet}: a contact sheet, a group of tiles per photo: the photo, then per expert the mask and, with products,
 * the product and how it is placed. Products are dealt out in turn.
 */
@Command(
        name = "sheet",
        description = "Make a contact sheet: each photo, and what each expert would paint in it.",
        mixinStandardHelpOptions = true)
final class SheetCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Photos of people.")
    private Path folder = Path.of(".");

    @Option(names = "--recursive", description = "Take the photos of all folders below, too.")
    private boolean recursive;

    @Option(
            names = "--products",
            paramLabel = "DIR",
            description = "Pictures of products, or a folder of them per expert; without it: masks only.")
    private @Nullable Path products;

    @Option(
            names = {"--experts", "--expert"},
            split = ",",
            defaultValue = ALL,
            completionCandidates = Experts.class,
            description = "all (default) or some of ${COMPLETION-CANDIDATES}.")
    private List<String> experts = List.of(ALL);

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The sheet, .png or .jpg.")
    private Path out = Path.of("sheet.png");

    @Mixin
    private ParserOption parser = new ParserOption();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = spec;
        if (command == null) {
            throw new IllegalStateException("picocli sets spec before it calls a command");
        }
        List<Expert> chosen = chosen(command);
        List<Path> photos = PictureFiles.list(folder, recursive);
        if (photos.isEmpty()) {
            throw new IOException(folder + " holds no pictures" + (recursive ? "" : "; --recursive looks below it"));
        }
        PrintWriter writer = command.commandLine().getOut();
        int perRow = chosen.size() > 1 ? 1 : products == null ? 4 : 2;
        try (ContactSheet sheet = new ContactSheet(perRow);
                EvidenceDetector detector = parser.detector()) {
            List<SheetRow> rows = new ArrayList<>();
            List<List<Path>> productFiles = new ArrayList<>();
            for (Expert expert : chosen) {
                rows.add(new SheetRow(expert, detector));
                productFiles.add(productsOf(expert));
            }
            Progress progress = Progress.on(writer, "photos", photos.size());
            for (int i = 0; i < photos.size(); i++) {
                String remark = add(sheet, photos.get(i), rows, deal(productFiles, i));
                progress.done(1);
                progress.say(remark);
            }
            progress.end();
            if (sheet.isEmpty()) {
                throw new IOException("none of the pictures of " + folder + " can be read");
            }
            try (MatScope scope = new MatScope()) {
                PictureFiles.write(scope.track(sheet.picture()), out);
            }
        }
        writer.println("wrote " + out);
        return 0;
    }

    private List<Expert> chosen(CommandSpec command) {
        if (experts.contains(ALL)) {
            return Experts.all();
        }
        List<Expert> chosen = new ArrayList<>();
        for (String name : experts) {
            chosen.add(Experts.named(name)
                    .orElseThrow(() -> new ParameterException(command.commandLine(), Experts.unknown(name))));
        }
        return chosen;
    }

    private List<Path> productsOf(Expert expert) throws IOException {
        if (products == null) {
            return List.of();
        }
        Path own = products.resolve(MaskPolicies.name(expert));
        return PictureFiles.list(Files.isDirectory(own) ? own : products, false);
    }

    private static List<@Nullable Path> deal(List<List<Path>> products, int turn) {
        List<@Nullable Path> dealt = new ArrayList<>();
        for (List<Path> files : products) {
            dealt.add(files.isEmpty() ? null : files.get(turn % files.size()));
        }
        return dealt;
    }

    private String add(ContactSheet sheet, Path file, List<SheetRow> rows, List<@Nullable Path> products)
            throws IOException {
        String name = folder.relativize(file).toString();
        try (MatScope scope = new MatScope();
                Photo photo = PictureFiles.read(file)) {
            Mat rgb = scope.track(photo.uprightRgb());
            List<ContactSheet.Tile> tiles = new ArrayList<>(List.of(new ContactSheet.Tile(rgb, name)));
            List<String> remarks = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                remarks.add(rows.get(i).add(rgb, products.get(i), tiles, scope));
            }
            sheet.add(tiles);
            return name + " " + String.join("; ", remarks);
        } catch (PhotoRejectedException e) {
            return name + " skipped, " + e.code() + ": " + e.getMessage();
        }
    }
}
