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
 * Prepares the same small photos over and over and looks at the process's resident memory. Native memory that is not
 * given back shows as a slope; the Java heap has its own limit and settles. Used by one thread.
 */
final class MemoryWatch {
    private static final PhotoLimits LIMITS = new PhotoLimits(20_000_000, 10, 16);
    private static final double MEGAPIXELS = 0.1;
    private static final int MARKS = 10;

    private final Report report;

    MemoryWatch(Report report) {
        this.report = report;
    }

    void watch(List<BenchPhotos.Picture> pictures, int images) throws IOException {
        if (images < MARKS) {
            return;
        }
        List<byte[]> small = new ArrayList<>();
        for (BenchPhotos.Picture picture : pictures) {
            small.add(picture.jpeg(MEGAPIXELS));
        }
        List<Double> resident = new ArrayList<>();
        try (Masker masker = Masker.withMediaPipe()) {
            for (int i = 0; i < images; i++) {
                prepare(masker, small.get(i % small.size()));
                if ((i + 1) * MARKS % images < MARKS) {
                    resident.add(Machine.residentMebibytes());
                    report.line(
                            "%-44s %9.0f MiB resident",
                            (i + 1) + " of " + images + " pictures prepared", last(resident));
                }
            }
        }
        // The first tenth fills caches and heap.
        double growth = last(resident) - resident.get(0);
        double perThousand = growth / (images * (1 - 1.0 / MARKS)) * 1000;
        report.line("%-44s %9.2f MiB per 1000 pictures", "growth after the first tenth", perThousand);
        report.figure("resident_growth_mib_per_1000_images", perThousand);
        report.figure("resident_mib_end", last(resident));
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
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
