/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.Endings;
import java.util.List;

/**
 * The spans of the ends in a batch, each in its request's trace, from when they were read until the ledger has them. Used by
 * one thread, which closes them.
 */
final class LedgerSpans implements AutoCloseable {
    private final List<OpenSpan> spans;
    private boolean written;

    private LedgerSpans(List<OpenSpan> spans) {
        this.spans = spans;
    }

    static LedgerSpans begin(Tracing tracing, LedgerBatch batch) {
        return new LedgerSpans(batch.events().values().stream()
                .filter(event -> Endings.ends(event.message()))
                .map(event ->
                        tracing.reception("ledger", event.trace().orElse(null)).with("requestId", event.subject()))
                .toList());
    }

    /** The ledger has them. */
    void written() {
        written = true;
    }

    @Override
    public void close() {
        for (OpenSpan span : spans) {
            if (!written) {
                span.failed("LEDGER", "the ledger was not written; the batch is read again");
            }
            span.close();
        }
    }
}
