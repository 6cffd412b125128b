/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import dev.tryon.v1.Campaign;
import dev.tryon.v1.ManifestFormat;
import java.util.Locale;

/** Which format a manifest has. That it is compressed is seen from its first bytes and needs no saying. Stateless. */
public final class ManifestFormats {
    private ManifestFormats() {}

    /**
     * The format that a campaign says, or else its manifest's name.
     *
     * @throws UnusableManifestException when neither says one
     */
    public static ManifestFormat of(Campaign campaign) {
        return campaign.getManifestFormat() == ManifestFormat.MANIFEST_FORMAT_UNSPECIFIED
                ? of(campaign.getManifest().getUri())
                : campaign.getManifestFormat();
    }

    /**
     * The format that a file's name says: {@code .ndjson}, {@code .jsonl} or {@code .csv}, with or without {@code .gz}.
     *
     * @throws UnusableManifestException when it says none
     */
    public static ManifestFormat of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        if (bare.endsWith(".ndjson") || bare.endsWith(".jsonl")) {
            return ManifestFormat.MANIFEST_FORMAT_NDJSON;
        }
        if (bare.endsWith(".csv")) {
            return ManifestFormat.MANIFEST_FORMAT_CSV;
        }
        throw new UnusableManifestException(
                "the name " + name + " says no format; end it in .ndjson or .csv (.gz may follow), or name the format",
                null);
    }
}
