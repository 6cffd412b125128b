/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter stands: {@code top/0/17} is offset 17 of partition 0 of expert top's dead-letter topic. */
record Place(Expert expert, int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([a-z]+)/(\\d{1,6})/(\\d{1,18})");

    /** Empty when the text is none. */
    static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? ExpertNames.expert(matcher.group(1))
                        .map(expert ->
                                new Place(expert, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    String topic() {
        return Topics.deadLetters(expert);
    }

    @Override
    public String toString() {
        return ExpertNames.name(expert) + "/" + partition + "/" + offset;
    }
}
