/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.workflow.ItemKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which open items a reviewer looks at; null: whatever it is. Immutable.
 *
 * @param tenant whose; a queue is one tenant's, so that its index serves it
 */
public record QueueFilter(
        String tenant,
        ItemKind kind,
        @Nullable String stage,
        @Nullable UUID campaign,
        @Nullable String expert) {}
