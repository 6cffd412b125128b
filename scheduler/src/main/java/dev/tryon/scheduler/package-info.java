/* SPDX-License-Identifier: Apache-2.0 */
/** How work is paced. {@link dev.tryon.scheduler.SchedulerApp} shows the whole of it. */
@NullMarked
package dev.tryon.scheduler;

import org.jspecify.annotations.NullMarked;
