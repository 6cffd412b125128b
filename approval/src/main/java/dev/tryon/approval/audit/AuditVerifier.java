/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole chain and says where it is broken. What it cannot see alone is a chain that was written anew from some
 * entry to its end; for that keep what it printed earlier elsewhere and give it back as an anchor. Thread-safe.
 */
public final class AuditVerifier {

    private static final int FETCH = 5_000;

    private final Jdbi jdbi;

    public AuditVerifier(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param anchor an entry's {@code SEQ:HASH} as an earlier verification printed it, or null */
    public Verdict verify(@Nullable String anchor) {
        return jdbi.inTransaction(handle -> verify(handle, anchor));
    }

    private static Verdict verify(Handle handle, @Nullable String anchor) {
        long seq = 0;
        byte[] hash = new byte[32];
        boolean anchored = anchor == null;
        try (var rows = handle.createQuery("select * from audit order by seq")
                .setFetchSize(FETCH)
                .map((row, context) -> Link.of(row))
                .iterator()) {
            Iterator<Link> links = rows;
            while (links.hasNext()) {
                Link link = links.next();
                Optional<String> broken = link.broken(seq, hash);
                if (broken.isPresent()) {
                    return new Verdict(false, seq, hex(hash), broken.get());
                }
                seq = link.seq();
                hash = link.hash();
                anchored |= (seq + ":" + hex(hash)).equals(anchor);
            }
        }
        String head = handle.createQuery("select seq, hash from audit_head")
                .map((row, context) -> row.getLong("seq") + ":" + hex(row.getBytes("hash")))
                .one();
        if (!head.equals(seq + ":" + hex(hash))) {
            return new Verdict(false, seq, hex(hash), "the log ends at " + seq + ", its head says " + head);
        }
        if (!anchored) {
            return new Verdict(false, seq, hex(hash), "no entry is " + anchor + ": the log was written anew");
        }
        return new Verdict(true, seq, hex(hash), "");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * What was found.
     *
     * @param entries that are whole, from the first on
     * @param headHash hash of the last of them, lower-case hex
     * @param problem empty when all are
     */
    public record Verdict(boolean whole, long entries, String headHash, String problem) {}

    private record Link(long seq, AuditEntry entry, byte[] previous, byte[] hash) {
        static Link of(ResultSet row) throws SQLException {
            return new Link(
                    row.getLong("seq"),
                    new AuditEntry(
                            row.getTimestamp("at").toInstant(),
                            row.getString("actor"),
                            row.getString("action"),
                            row.getString("tenant"),
                            row.getObject("item_id", UUID.class),
                            row.getString("details")),
                    row.getBytes("previous"),
                    row.getBytes("hash"));
        }

        Optional<String> broken(long before, byte[] hashBefore) {
            if (seq != before + 1) {
                return Optional.of("entry " + (before + 1) + " is missing");
            }
            if (!Arrays.equals(previous, hashBefore)) {
                return Optional.of("entry " + seq + " does not follow from entry " + before);
            }
            return Arrays.equals(hash, entry.hash(seq, previous))
                    ? Optional.empty()
                    : Optional.of("entry " + seq + " was changed: " + entry.actor() + " " + entry.action());
        }
    }
}
