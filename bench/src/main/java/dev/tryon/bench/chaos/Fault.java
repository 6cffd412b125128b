/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

/** What can happen to a part of the system. */
public enum Fault {
    /** A worker ends as in a power cut; another takes its place. */
    KILL_WORKER,
    /** A worker stands still for longer than its leases last, then goes on as if nothing had been. */
    FREEZE_WORKER,
    /** A worker is asked to stop, as in a roll-out; another takes its place. */
    TERMINATE_WORKER,
    /** A worker's clock goes an hour ahead, later back. */
    CLOCK_JUMP,
    /** The broker ends as in a power cut and comes back on its folder. */
    RESTART_BROKER,
    /** PostgreSQL ends without a checkpoint and comes back on its folder, from its log. */
    RESTART_DATABASE,
    /** A scheduler ends as in a power cut; another takes its place. */
    KILL_SCHEDULER,
    /** The approval service ends as in a power cut; another takes its place. */
    KILL_APPROVAL,
    /** The image store answers 503. */
    STORE_UNAVAILABLE,
    /** The image store takes connections and says nothing. */
    STORE_SILENT,
    /** The image store answers a few bytes at a time. */
    STORE_SLOW,
    /** The image store's answers end in the middle of a body. */
    STORE_CUT,
    /** The image store cannot write. */
    STORE_FULL
}
