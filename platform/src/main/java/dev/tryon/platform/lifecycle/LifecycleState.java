/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

/** A service's life, in order and once. */
public enum LifecycleState {
    NEW,
    STARTING,
    RUNNING,
    DRAINING,
    STOPPED
}
