/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.RequestIds;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.fields.JsonFields;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.ManifestFormat;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What makes a campaign of a manifest, the same for checking it and for submitting it. Filled by picocli. */
public final class CampaignOptions {
    /** As picocli shows and reads it. */
    enum Format {
        ndjson(ManifestFormat.MANIFEST_FORMAT_NDJSON),
        csv(ManifestFormat.MANIFEST_FORMAT_CSV);

        private final ManifestFormat format;

        Format(ManifestFormat format) {
            this.format = format;
        }
    }

    @Parameters(paramLabel = "MANIFEST", description = "A file, or s3://bucket/key: NDJSON or CSV, gzipped or not.")
    private String manifest = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: by the manifest's name).")
    private @Nullable Format format;

    @Option(names = "--tenant", description = "On whose account (default: ${DEFAULT-VALUE}).")
    private String tenant = "demo";

    @Option(
            names = "--defaults",
            paramLabel = "FILE",
            description = "What rows leave unset: a TryOnRequest as a JSON file.")
    private @Nullable Path defaults;

    @Option(
            names = "--output",
            paramLabel = "s3://BUCKET/PREFIX",
            description = "Where results of rows go that say nothing else.")
    private @Nullable String output;

    String manifest() {
        return manifest;
    }

    boolean isObject() {
        return manifest.startsWith("s3://");
    }

    /**
     * A campaign with a new id.
     *
     * @param uri where its manifest is, or will be
     * @throws InvalidRequestException when the defaults are not a request's
     */
    Campaign.Builder campaign(String uri) {
        Campaign.Builder campaign = Campaign.newBuilder()
                .setCampaignId(RequestIds.fresh())
                .setTenant(tenant)
                .setManifest(ImageRef.newBuilder().setUri(uri))
                .setDefaults(defaults());
        if (format != null) {
            campaign.setManifestFormat(format.format);
        }
        return campaign;
    }

    private TryOnRequest defaults() {
        TryOnRequest.Builder request = TryOnRequest.newBuilder();
        if (defaults != null) {
            Optional<RuleViolation> wrong = JsonFields.read(text(defaults), request);
            if (wrong.isPresent()) {
                RuleViolation found = wrong.get();
                String field = found.field().isEmpty() ? "defaults" : "defaults." + found.field();
                throw new InvalidRequestException(
                        List.of(new RuleViolation(field, found.message(), found.value(), found.rule())));
            }
        }
        if (output != null) {
            request.setOutput(OutputSpec.newBuilder(request.getOutput()).setPrefix(output));
        }
        return request.build();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnusableManifestException("--defaults: cannot read " + file + " as UTF-8: " + e, e);
        }
    }
}
