/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

/** Checks that name the key of the YAML file. */
final class Ranges {
    private Ranges() {}

    static void check(String key, double value, double from, double to) {
        if (!(value >= from && value <= to)) {
            throw new IllegalArgumentException("%s must be in [%s, %s], is %s".formatted(key, from, to, value));
        }
    }
}
