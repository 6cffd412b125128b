/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

/** The stages of a job that are timed, in order. */
public enum Stage {
    FETCH,
    MASK,
    DENOISE,
    STITCH,
    STORE
}
