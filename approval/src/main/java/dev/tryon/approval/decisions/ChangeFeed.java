/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what {@link Announcements} of any service say and passes it on to those who listen here: the open pages. Holds
 * one connection of the pool. Thread-safe; owns the thread {@code changes}.
 */
public final class ChangeFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final Jdbi jdbi;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "changes");
    private final CountDownLatch stop = new CountDownLatch(1);

    public ChangeFeed(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public ChangeFeed start() {
        thread.start();
        return this;
    }

    /** @return takes the listener away again */
    public Runnable listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (stop.getCount() > 0) {
            try {
                jdbi.useHandle(this::hear);
            } catch (JdbiException | IllegalStateException e) {
                log.atWarn().setCause(e).log("live updates are interrupted; trying again");
                pause();
            }
        }
    }

    private void hear(Handle handle) {
        handle.execute("listen " + Announcements.CHANNEL);
        try {
            PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
            while (stop.getCount() > 0) {
                PGNotification[] heard = connection.getNotifications((int) WAIT.toMillis());
                if (heard != null) {
                    for (PGNotification notification : heard) {
                        Change change = Change.parse(notification.getParameter());
                        listeners.forEach(listener -> listener.accept(change));
                    }
                }
            }
            handle.execute("unlisten *");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot hear changes", e);
        }
    }

    private void pause() {
        try {
            stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Something changed.
     *
     * @param tenants whose; {@code *} is everybody's
     * @param itemId the item that was decided, or empty
     * @param by who decided it, or empty
     */
    public record Change(Set<String> tenants, String itemId, String by) {
        static Change parse(String text) {
            String[] parts = text.split("\t", -1);
            Set<String> tenants = Set.of(parts[1].split(","));
            return parts.length > 3 ? new Change(tenants, parts[2], parts[3]) : new Change(tenants, "", "");
        }
    }
}
