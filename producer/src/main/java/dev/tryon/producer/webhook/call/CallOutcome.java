/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

/** What became of a call. */
public sealed interface CallOutcome {
    /** The endpoint has it: it answered 2xx. */
    record Delivered() implements CallOutcome {}

    /**
     * Not this time.
     *
     * @param reason for meters and dead letters: one of {@link dev.tryon.proto.WebhookRecords#REASONS}
     * @param text for people
     */
    record Failed(String reason, String text) implements CallOutcome {}

    /**
     * Never: trying again cannot help.
     *
     * @param reason for meters and dead letters: one of {@link dev.tryon.proto.WebhookRecords#REASONS}
     * @param text for people
     */
    record Refused(String reason, String text) implements CallOutcome {}
}
