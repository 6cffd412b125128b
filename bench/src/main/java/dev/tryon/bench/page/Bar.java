/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

/**
 * What the project asks of a figure. Immutable.
 *
 * @param limit in the figure's own unit
 * @param atLeast whether the figure must reach the limit, or else stay within it
 */
record Bar(double limit, boolean atLeast) {

    static Bar atLeast(double limit) {
        return new Bar(limit, true);
    }

    static Bar atMost(double limit) {
        return new Bar(limit, false);
    }

    boolean holds(double measured) {
        return atLeast ? measured >= limit : measured <= limit;
    }

    @Override
    public String toString() {
        return (atLeast ? "≥ " : "≤ ") + Numbers.text(limit);
    }
}
