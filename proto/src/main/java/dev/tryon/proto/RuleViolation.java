/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

/**
 * One rule of the contract that a message breaks.
 *
 * @param field path of the field: {@code steps[0].product.uri}; empty when the message as a whole is meant
 * @param message what the rule asks for: "must be a valid UUID"
 * @param value what stands there, for people, cut to {@value #LONGEST_VALUE} characters; empty when nothing does
 * @param rule the rule's id, stable for programs: {@code string.uuid}
 */
public record RuleViolation(String field, String message, String value, String rule) {
    /** Longest value that is shown: a request may carry anything, and a message must stay one line. */
    static final int LONGEST_VALUE = 80;

    /** Cuts the value. */
    public RuleViolation {
        if (message.isBlank()) {
            throw new IllegalArgumentException("message: a violation of " + rule + " must say what the rule asks for");
        }
        value = shortened(value);
    }

    /** Field, fix and value on one line: {@code request_id: must be a valid UUID; it is "abc"}. */
    public String text() {
        String where = field.isEmpty() ? "" : field + ": ";
        String what = value.isEmpty() ? "" : "; it is " + value;
        return where + message + what;
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
