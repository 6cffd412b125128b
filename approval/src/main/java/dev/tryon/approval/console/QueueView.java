/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.QueueFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queue as a page shows it. Immutable.
 *
 * @param query the filter as part of an address
 * @param next where the next page begins, or null
 */
public record QueueView(
        QueueFilter filter,
        String query,
        List<Item> items,
        ItemQueries.@Nullable Place next,
        Choices choices,
        Instant now) {

    /** What can be chosen. */
    public record Choices(
            List<String> tenants,
            List<String> stages,
            Map<String, Integer> counts,
            List<UUID> campaigns,
            List<String> experts) {

        public String count(String stage) {
            int count = counts.getOrDefault(stage, 0);
            return count >= ItemQueries.MOST_COUNTED ? ItemQueries.MOST_COUNTED + "+" : Integer.toString(count);
        }
    }

    /** {@code 3 min}: how long an item has waited. */
    public String age(Item item) {
        return ago(item.place().enteredAt(), now);
    }

    static String ago(Instant from, Instant now) {
        Duration age = Duration.between(from, now);
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /** The queue with another stage, or all; as part of an address. */
    public String withStage(@Nullable String stage) {
        return QueueAddress.query(
                new QueueFilter(filter.tenant(), filter.kind(), stage, filter.campaign(), filter.expert()));
    }

    /** The start of an id, for people. */
    public static String brief(UUID id) {
        return id.toString().substring(24);
    }
}
