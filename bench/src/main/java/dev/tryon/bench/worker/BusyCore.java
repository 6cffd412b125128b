/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.platform.lifecycle.Threads;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Keeps one core busy with arithmetic on a few kibibytes, from its making to its closing. What slows down meanwhile shares
 * more with that core than memory: its clock, or the core itself. Whoever makes it closes it.
 */
final class BusyCore implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;

    BusyCore() {
        thread = new Thread(this::hash, "busy-core");
        thread.setDaemon(true);
        thread.start();
    }

    private void hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[4096];
            while (!closed) {
                digest.update(block);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        Threads.joinUninterruptibly(thread);
    }
}
