/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import java.io.IOException;
import java.util.List;

/**
 * A job queue with one worker process of sixteen slots, which keeps what it has taken when it is killed. Whoever starts one
 * closes it. Used by one thread.
 */
interface Contender extends AutoCloseable {

    /** Jobs that a worker does at a time. */
    int SLOTS = 16;

    /** As people know it, with its version. */
    String name();

    /**
     * Jobs that a run enqueued.
     *
     * @param count of them
     * @param millis that each takes
     * @param perSecond at which rate they come, whatever becomes of those before; 0: as fast as they are taken
     */
    record Load(int count, int millis, double perSecond) {}

    /**
     * One execution of a job, in microseconds of the system's clock; a job that was run twice is there twice.
     *
     * @param job names it within its run
     */
    record Done(String job, long enqueued, long started) {}

    /** Puts jobs in; returns when the queue has confirmed all. */
    void enqueue(Load load) throws IOException, InterruptedException;

    /** All that was done since the last {@link #forget}. */
    List<Done> done() throws IOException, InterruptedException;

    /** Makes {@link #done} begin anew. */
    void forget() throws IOException, InterruptedException;

    /** Ends the worker and all its processes as a power cut would, and puts another in its place. */
    void killWorker() throws IOException, InterruptedException;

    /** The processes that a job costs: the queue's server and the worker, not who enqueues. */
    List<ProcessHandle> processes();

    @Override
    void close();
}
