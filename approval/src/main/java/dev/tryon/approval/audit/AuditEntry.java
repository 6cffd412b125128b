/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.audit;

import dev.tryon.platform.s3.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did. Immutable.
 *
 * @param at to the microsecond, as PostgreSQL keeps it
 * @param actor a reviewer, or {@code system}; empty: nobody knows who
 * @param action {@code decided}, {@code escalated}, {@code signed-in}, …
 * @param tenant whose item; empty: no item
 * @param itemId what it was done to; null: no item
 * @param details for people
 */
public record AuditEntry(
        Instant at,
        String actor,
        String action,
        String tenant,
        @Nullable UUID itemId,
        String details) {

    public AuditEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        // PostgreSQL has no character 0; replaced before the hash, so that both say the same.
        details = details.replace('\0', '\uFFFD');
    }

    /**
     * The entry's link in the chain: sha256 over the link before it and all of this entry, each text with its length
     * ahead, so that no two entries have the same bytes.
     */
    byte[] hash(long seq, byte[] previous) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(previous);
            out.writeLong(seq);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            for (String text : new String[] {actor, action, tenant, itemId == null ? "" : itemId.toString(), details}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            return Sha256.digest().digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }
}
