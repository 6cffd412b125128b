/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dead letter stands. As text {@code top/0/17} is offset 17 of partition 0 of expert top's dead letters, and
 * {@code webhooks/0/3} one of webhooks'.
 */
record Place(String topic, int partition, long offset) {
    private static final String WEBHOOKS = "webhooks";
    private static final Pattern TEXT = Pattern.compile("([a-z]+)/(\\d{1,6})/(\\d{1,18})");

    /** Empty when the text is none. */
    static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? topic(matcher.group(1))
                        .map(topic ->
                                new Place(topic, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether it is a place of calls of webhooks. */
    boolean ofWebhooks() {
        return topic.equals(Topics.DEAD_WEBHOOKS);
    }

    private static Optional<String> topic(String name) {
        return name.equals(WEBHOOKS)
                ? Optional.of(Topics.DEAD_WEBHOOKS)
                : ExpertNames.expert(name).map(Topics::deadLetters);
    }

    @Override
    public String toString() {
        String name = Topics.parseDeadLetters(topic).map(ExpertNames::name).orElse(WEBHOOKS);
        return name + "/" + partition + "/" + offset;
    }
}
