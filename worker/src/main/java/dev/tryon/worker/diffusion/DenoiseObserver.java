/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

/** Is told what the device does, on the device's thread; must return at once. */
public interface DenoiseObserver {

    /** One denoise step of a batch of jobs took so long. */
    void stepped(String expert, int jobs, long nanos);

    /** The device did something for so long: encoded a condition, stepped a batch, decoded a crop. */
    default void worked(long nanos) {}

    /** An expert came onto the device, which took so long. From any thread. */
    default void loaded(String expert, long nanos) {}

    /** An expert left the device to make room for another. */
    default void left(String expert) {}

    /** The device's memory did not suffice for a batch of so many; smaller ones follow. */
    void outOfMemory(String expert, int jobs);
}
