/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.cli;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.TryOnPreparation;
import dev.tryon.masking.Variation;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.EvidenceDetector;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.ProductCutter;
import dev.tryon.masking.policy.MaskPolicies;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.region.Region;
import dev.tryon.masking.region.RegionBuilder;
import dev.tryon.v1.Expert;
import dev.tryon.v1.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/** What one expert does to a photo, as tiles of a contact sheet. One thread at a time, as its detector. */
final class SheetRow {
    private final String name;
    private final MaskPolicy policy;
    private final EvidenceDetector detector;
    private final RegionBuilder regions;
    private final ProductCutter cutter;
    private final TryOnPreparation preparation;

    /** @param detector stays the caller's */
    SheetRow(Expert expert, EvidenceDetector detector) {
        this.name = MaskPolicies.name(expert);
        this.policy = MaskPolicies.of(expert);
        this.detector = detector;
        this.regions = new RegionBuilder(policy);
        this.cutter = ProductCutter.of(policy.recipe(), detector);
        this.preparation = new TryOnPreparation(policy);
    }

    /**
     * Adds the overlay and, with a product, the product and how it is laid on the person; the photo, darkened, where
     * there is nothing to show.
     *
     * @param tiles whose pictures {@code scope} releases
     * @return what came of it, for people
     */
    String add(Mat rgb, @Nullable Path productFile, List<ContactSheet.Tile> tiles, MatScope scope) throws IOException {
        try (Evidence evidence = detector.detect(rgb, Optional.empty(), policy.evidence())) {
            if (productFile == null) {
                return addRegion(rgb, evidence, tiles, scope);
            }
            return addPlaced(rgb, evidence, productFile, tiles, scope);
        } catch (PhotoRejectedException e) {
            Mat dark = scope.create();
            Core.multiply(rgb, Scalar.all(0.35), dark);
            tiles.add(new ContactSheet.Tile(dark, name + ": " + e.code()));
            return name + " " + e.code() + ": " + e.getMessage();
        }
    }

    private String addRegion(Mat rgb, Evidence evidence, List<ContactSheet.Tile> tiles, MatScope scope)
            throws PhotoRejectedException {
        try (Region region = regions.build(rgb, evidence)) {
            String verdict = region.report().verdict().toString();
            tiles.add(new ContactSheet.Tile(
                    scope.track(Overlay.draw(rgb, region.mask(), evidence)), name + ": " + verdict));
            return name + " " + verdict;
        }
    }

    private String addPlaced(
            Mat rgb, Evidence evidence, Path productFile, List<ContactSheet.Tile> tiles, MatScope scope)
            throws IOException, PhotoRejectedException {
        try (Photo product = PictureFiles.read(productFile);
                Cutout cutout = cutter.cut(product);
                CanvasPictures pictures = preparation.prepare(rgb, evidence, cutout, Variation.NONE)) {
            String verdict = pictures.report().verdict().toString();
            tiles.add(new ContactSheet.Tile(
                    scope.track(Overlay.draw(rgb, pictures.region(), evidence)), name + ": " + verdict));
            tiles.add(new ContactSheet.Tile(
                    scope.track(pictures.product().clone()), String.valueOf(productFile.getFileName())));
            tiles.add(new ContactSheet.Tile(scope.track(Overlay.placed(pictures)), ""));
            return name + " " + verdict;
        } catch (PhotoRejectedException e) {
            if (e.code() != FailureCode.NO_PRODUCT) {
                throw e;
            }
            return addRegion(rgb, evidence, tiles, scope) + ", but " + productFile.getFileName() + " shows no product";
        }
    }
}
