/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be closed newest first. One that fails to close does not keep the others open: its failure
 * is logged. Closing twice does nothing. Thread-safe.
 */
public final class Closing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Remembers a resource; returns it, so that starting reads as one line. */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        started.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        boolean interrupted = Thread.interrupted();
        while (!started.isEmpty()) {
            AutoCloseable resource = started.pop();
            try {
                resource.close();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception e) {
                log.atWarn()
                        .setCause(e)
                        .addKeyValue("resource", resource.getClass().getName())
                        .log("could not close");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
