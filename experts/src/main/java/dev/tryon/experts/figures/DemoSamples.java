/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The pictures with which the demo runs: always the same, drawn when they are needed. Stateless, thread-safe. */
public final class DemoSamples {
    private static final int WIDTH = 768;
    private static final int HEIGHT = 1024;
    private static final long SEED = 2026;

    /** Chosen by eye: poses that shops photograph, and products that differ much from what is worn. */
    private static final List<Choice> CHOICES = List.of(
            new Choice(Expert.TOP, 4, 1),
            new Choice(Expert.TOP, 14, 11),
            new Choice(Expert.TOP, 7, 27),
            new Choice(Expert.TOP, 24, 7),
            new Choice(Expert.TOP, 2, 13),
            new Choice(Expert.TOP, 26, 4),
            new Choice(Expert.BOTTOM, 7, 4),
            new Choice(Expert.BOTTOM, 1, 2),
            new Choice(Expert.DRESS, 5, 10),
            new Choice(Expert.DRESS, 2, 5),
            new Choice(Expert.SHOES, 4, 2),
            new Choice(Expert.SHOES, 10, 4),
            new Choice(Expert.EYE, 6, 6),
            new Choice(Expert.EYE, 8, 1),
            new Choice(Expert.FACE, 1, 2),
            new Choice(Expert.BG, 1, 2));

    private DemoSamples() {}

    /** Draws those of expert {@code top}. */
    public static List<Pair> write(Path folder) throws IOException {
        return write(folder, List.of(Expert.TOP.toString()));
    }

    /**
     * Draws person-N.png and product-N.png into an existing or new folder.
     *
     * @param experts which experts' samples are wanted, as {@code top}
     */
    public static List<Pair> write(Path folder, Collection<String> experts) throws IOException {
        Files.createDirectories(folder);
        List<Pair> pairs = new ArrayList<>();
        for (Choice choice : CHOICES) {
            if (!experts.contains(choice.expert().toString())) {
                continue;
            }
            FigureSampler sampler = new FigureSampler(choice.expert(), SEED, new PictureSize(WIDTH, HEIGHT));
            int number = pairs.size() + 1;
            Pair pair = new Pair(
                    choice.expert().toString(),
                    folder.resolve("person-%d.png".formatted(number)),
                    folder.resolve("product-%d.png".formatted(number)));
            SampleWriter.writeRgb(pair.person(), sampler.sample(choice.person()).before());
            SampleWriter.writeRgb(
                    pair.product(), sampler.sample(choice.product()).product());
            pairs.add(pair);
        }
        return pairs;
    }

    private record Choice(Expert expert, int person, int product) {}

    /**
     * What one try-on needs.
     *
     * @param expert whose product it is, as {@code top}
     * @param person a person who wears something else
     * @param product on plain ground; for {@code face} a portrait, for {@code bg} a scene
     */
    public record Pair(String expert, Path person, Path product) {}
}
