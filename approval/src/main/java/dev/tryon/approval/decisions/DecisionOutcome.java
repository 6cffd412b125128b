/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

/** What became of a reviewer's wish. */
public sealed interface DecisionOutcome {

    /** It is decided; this is how the item stands now. */
    record Decided(Item item) implements DecisionOutcome {}

    /** Somebody else was first; this is how the item stands now, and nothing was changed. */
    record Conflict(Item item) implements DecisionOutcome {}

    /** There is no such item that this reviewer may see. */
    record NotFound() implements DecisionOutcome {}

    /** The reviewer may not decide here; the text says why. */
    record NotAllowed(String text) implements DecisionOutcome {}

    /** It makes no sense; the text says why. */
    record Refused(String text) implements DecisionOutcome {}
}
