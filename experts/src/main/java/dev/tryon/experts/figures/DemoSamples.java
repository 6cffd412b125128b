/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures with which the demo runs: always the same, drawn when they are needed. Stateless, thread-safe. */
public final class DemoSamples {
    private static final int WIDTH = 768;
    private static final int HEIGHT = 1024;
    private static final long SEED = 2026;

    // Chosen by eye among the first thirty of the seed: poses that shops photograph, and tops that differ much.
    private static final List<Integer> PERSONS = List.of(4, 14, 7, 24, 2, 26);
    private static final List<Integer> PRODUCTS = List.of(1, 11, 27, 7, 13, 4);

    private DemoSamples() {}

    /** Draws person-N.png and product-N.png into an existing or new folder. */
    public static List<Pair> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        FigureSampler sampler = new FigureSampler(Expert.TOP, SEED, new PictureSize(WIDTH, HEIGHT));
        List<Pair> pairs = new ArrayList<>();
        for (int number = 1; number <= PERSONS.size(); number++) {
            Pair pair = new Pair(
                    folder.resolve("person-%d.png".formatted(number)),
                    folder.resolve("product-%d.png".formatted(number)));
            SampleWriter.writeRgb(
                    pair.person(), sampler.sample(PERSONS.get(number - 1)).before());
            SampleWriter.writeRgb(
                    pair.product(), sampler.sample(PRODUCTS.get(number - 1)).product());
            pairs.add(pair);
        }
        return pairs;
    }

    /**
     * What one try-on needs.
     *
     * @param person a person who wears something else
     * @param product a top on plain ground
     */
    public record Pair(Path person, Path product) {}
}
