/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tryon.masking.evidence.DetectorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names everything that decides what a mask looks like: the policy's content (not its comments or key order), the
 * version of the code, the detectors' weights. A bundle carries the fingerprint of the masks that it was trained on; a
 * worker refuses a bundle with another one. Stateless.
 */
public final class PolicyFingerprint {
    /** Raised with every change of the code that changes masks, crops or placements of all experts. */
    public static final int ALGORITHM_VERSION = 3;

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .build()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private PolicyFingerprint() {}

    /** 64 lower-case hex digits. */
    public static String of(MaskPolicy policy) {
        return of(policy, ALGORITHM_VERSION, detectors());
    }

    /** Likewise, with what an optional human-parsing model adds; empty is the same as without. */
    public static String of(MaskPolicy policy, Optional<String> parserFingerprint) {
        Map<String, String> detectors = detectors();
        parserFingerprint.ifPresent(parser -> detectors.put("HUMAN_PARSER", parser));
        return of(policy, ALGORITHM_VERSION, detectors);
    }

    /** The sha256 of each detector's weights by its name, in a fixed order. */
    static Map<String, String> detectors() {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (DetectorModel model : DetectorModel.values()) {
            hashes.put(model.toString(), model.sha256());
        }
        return hashes;
    }

    static String of(MaskPolicy policy, int algorithmVersion, Map<String, String> detectors) {
        try {
            StringBuilder content = new StringBuilder();
            // Through a map, so that keys are sorted whatever the order of the records' components.
            Object sorted = CANONICAL.convertValue(policy, Object.class);
            content.append(CANONICAL.writeValueAsString(sorted)).append('\n');
            content.append("algorithm ")
                    .append(algorithmVersion)
                    .append('.')
                    .append(policy.recipe().algorithmVersion())
                    .append('\n');
            detectors.forEach((name, hash) ->
                    content.append(name).append(' ').append(hash).append('\n'));
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the policy of " + policy.expert(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
