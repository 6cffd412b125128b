/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import dev.tryon.masking.yaml.StrictYaml;
import dev.tryon.v1.Expert;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the policies that ship with this library. Stateless. */
public final class MaskPolicies {
    private static final String FOLDER = "/dev/tryon/masking/policies/";

    private MaskPolicies() {}

    /** Whether this library can mask for the expert. */
    public static boolean has(Expert expert) {
        return MaskPolicies.class.getResource(FOLDER + name(expert) + ".yaml") != null;
    }

    /**
     * The policy of an expert.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static MaskPolicy of(Expert expert) {
        String file = FOLDER + name(expert) + ".yaml";
        try (InputStream stream = MaskPolicies.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no mask policy for expert " + name(expert));
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IOException when a key is unknown or missing, or a value is out of its range; the message names it
     */
    public static MaskPolicy parse(String yaml) throws IOException {
        return StrictYaml.read(yaml, MaskPolicy.class);
    }

    /** The short name: "top" of EXPERT_TOP. */
    public static String name(Expert expert) {
        return expert.name().substring("EXPERT_".length()).toLowerCase(Locale.ROOT);
    }
}
