/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.List;
import java.util.stream.Collectors;

/** The plan asks for something that would lose records; nothing at all was changed. */
public final class RefusedChangesException extends RuntimeException {
    private final transient List<Change.Refused> refused;

    RefusedChangesException(List<Change.Refused> refused) {
        super(refused.stream()
                .map(change -> change.name() + ": " + change.problem() + ". " + change.advice())
                .collect(Collectors.joining("; ", "nothing was changed, because of ", "")));
        this.refused = List.copyOf(refused);
    }

    public List<Change.Refused> refused() {
        return refused;
    }
}
