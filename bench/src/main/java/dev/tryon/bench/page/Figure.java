/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import java.util.Optional;

/**
 * A figure that a bench writes. Immutable.
 *
 * @param name as in the bench's JSON
 * @param meaning with its unit
 */
record Figure(String name, String meaning, Optional<Bar> bar) {

    static Figure of(String name, String meaning, Bar bar) {
        return new Figure(name, meaning, Optional.of(bar));
    }

    static Figure of(String name, String meaning) {
        return new Figure(name, meaning, Optional.empty());
    }
}
