/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import java.util.List;

/**
 * Dead letters, sorted by what redriving does with them. Immutable.
 *
 * @param due are sent
 * @param sentBefore are left alone, since somebody has sent them already
 * @param impossible cannot be sent; each says why
 */
record Selection(List<DeadLetter> due, List<DeadLetter> sentBefore, List<DeadLetter> impossible) {
    Selection {
        due = List.copyOf(due);
        sentBefore = List.copyOf(sentBefore);
        impossible = List.copyOf(impossible);
    }

    /** @param again whether those are due too that were sent before */
    static Selection of(List<DeadLetter> letters, boolean again) {
        List<DeadLetter> possible =
                letters.stream().filter(letter -> letter.problem().isEmpty()).toList();
        return new Selection(
                possible.stream()
                        .filter(letter -> again || letter.redrives().isEmpty())
                        .toList(),
                possible.stream()
                        .filter(letter -> !again && !letter.redrives().isEmpty())
                        .toList(),
                letters.stream().filter(letter -> letter.problem().isPresent()).toList());
    }
}
