/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.masking;

import dev.tryon.bench.Machine;
import dev.tryon.bench.Report;
import dev.tryon.masking.Masker;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prepares the same small photos over and over and looks at the process's memory after each tenth, after a collection:
 * what lives on the Java heap, and what is resident beside the heap. Memory of OpenCV that is not given back shows as a
 * slope of the second, forgotten Java objects as one of the first. What is committed to the heap is taken to be
 * resident, which {@code -Xms} equal to {@code -Xmx} with {@code -XX:+AlwaysPreTouch} makes exact. Used by one thread.
 */
final class MemoryWatch {
    private static final PhotoLimits LIMITS = new PhotoLimits(20_000_000, 10, 16);
    private static final double MEGAPIXELS = 0.1;
    /** How often memory is looked at; the fewest pictures. */
    static final int MARKS = 10;

    private static final double MEBIBYTE = 1024 * 1024;

    private final Report report;

    MemoryWatch(Report report) {
        this.report = report;
    }

    void watch(List<BenchPhotos.Picture> pictures, int images) throws IOException {
        List<byte[]> small = new ArrayList<>();
        for (BenchPhotos.Picture picture : pictures) {
            small.add(picture.jpeg(MEGAPIXELS));
        }
        List<Marks> marks = new ArrayList<>();
        try (Masker masker = Masker.withMediaPipe()) {
            for (int i = 0; i < images; i++) {
                prepare(masker, small.get(i % small.size()));
                if ((i + 1) * MARKS % images < MARKS) {
                    Marks mark = Marks.now();
                    marks.add(mark);
                    report.line(
                            "%-44s %9.0f MiB beside the heap, %.1f alive on it; resident %.0f, of it heap %.0f",
                            (i + 1) + " of " + images + " pictures prepared",
                            mark.resident - mark.heap,
                            mark.alive,
                            mark.resident,
                            mark.heap);
                }
            }
        }
        // The first fifth fills caches, and the allocator's free lists.
        Marks first = marks.get(marks.size() / 5 - 1);
        Marks last = marks.get(marks.size() - 1);
        double thousands = images * (1 - 0.2) / 1000;
        double beside = (last.resident - last.heap - (first.resident - first.heap)) / thousands;
        double alive = (last.alive - first.alive) / thousands;
        report.line("%-44s %9.2f MiB per 1000 pictures", "growth beside the heap after the first fifth", beside);
        report.line("%-44s %9.2f MiB per 1000 pictures", "growth of what lives on the heap", alive);
        report.figure("native_growth_mib_per_1000_images", beside);
        report.figure("heap_growth_mib_per_1000_images", alive);
        report.figure("resident_mib_end", last.resident);
    }

    /**
     * All in mebibytes.
     *
     * @param resident of the whole process
     * @param heap committed to the Java heap
     * @param alive on the heap after a collection
     */
    private record Marks(double resident, double heap, double alive) {
        static Marks now() {
            System.gc(); // else what waits for collection would count as alive, its native memory too
            Runtime runtime = Runtime.getRuntime();
            double alive = (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
            return new Marks(Machine.residentMebibytes(), runtime.totalMemory() / MEBIBYTE, alive);
        }
    }

    /** All of a try-on's preparation, the product being any picture. */
    private static void prepare(Masker masker, byte[] jpeg) {
        try (Photo photo = Photo.decode(jpeg, LIMITS);
                Photo product = Photo.decode(jpeg, LIMITS)) {
            masker.prepare(photo, product, Expert.EXPERT_TOP, Optional.empty(), Optional.empty())
                    .close();
        } catch (PhotoRejectedException e) {
            // Rejected pictures take and give memory too; what they are is not the question here.
        }
    }
}
