/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

/**
 * Where a stack's servers listen on 127.0.0.1; 0 takes any free port.
 *
 * @param admin of the worker: health and metrics
 */
public record StackPorts(int kafka, int s3, int admin) {

    /** Free ports for a stack that lives as long as one command. */
    public static StackPorts any() {
        return new StackPorts(0, 0, 0);
    }
}
