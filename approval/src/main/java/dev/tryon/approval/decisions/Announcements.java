/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Says that something changed to all services on this database, over PostgreSQL's NOTIFY; {@link ChangeFeed} hears it. A
 * lost announcement costs a reviewer a live update and nothing else. Thread-safe.
 */
public final class Announcements {

    static final String CHANNEL = "tryon_approval";

    // A notification holds 8,000 bytes.
    private static final int MOST_TENANTS = 50;

    private final Jdbi jdbi;
    private final Runnable wakeOutbox;

    /** @param wakeOutbox called after a decision was committed */
    public Announcements(Jdbi jdbi, Runnable wakeOutbox) {
        this.jdbi = jdbi;
        this.wakeOutbox = wakeOutbox;
    }

    /** Somebody decided. */
    public void decided(Item item, String by) {
        wakeOutbox.run();
        jdbi.useHandle(handle -> send(handle, "decided\t" + item.tenant() + "\t" + item.id() + "\t" + by));
    }

    /** Items arrived, escalated or changed in bulk; heard when the caller's transaction ends. */
    void arrived(Handle handle, Collection<String> tenants) {
        Set<String> sorted = new TreeSet<>(tenants);
        if (!sorted.isEmpty()) {
            send(handle, "arrived\t" + (sorted.size() > MOST_TENANTS ? "*" : String.join(",", sorted)));
        }
    }

    private static void send(Handle handle, String text) {
        handle.createQuery("select pg_notify(:channel, :text)")
                .bind("channel", CHANNEL)
                .bind("text", text)
                .mapTo(String.class)
                .list();
    }
}
