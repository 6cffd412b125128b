/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.QueueFilter;
import dev.tryon.approval.workflow.ItemKind;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A queue as it stands in an address, so that a reviewer can share it and go back to it. Stateless. */
final class QueueAddress {

    private QueueAddress() {}

    /**
     * The queue that an address names, or the first that this reviewer may see.
     *
     * @param tenants that have open items
     */
    static QueueFilter read(Context context, Reviewer reviewer, List<String> tenants) {
        String tenant = Optional.ofNullable(text(context, "tenant"))
                .orElseGet(() -> tenants.isEmpty() ? home(reviewer) : tenants.get(0));
        if (!reviewer.sees(tenant)) {
            throw new NotFoundResponse("There is no such queue.");
        }
        String kind = Optional.ofNullable(text(context, "kind")).orElse(ItemKind.RESULT.key());
        try {
            String campaign = text(context, "campaign");
            return new QueueFilter(
                    tenant,
                    ItemKind.named(kind),
                    text(context, "stage"),
                    campaign == null ? null : UUID.fromString(campaign),
                    text(context, "expert"));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("This address names no queue.");
        }
    }

    /** As {@code tenant=demo&kind=result&stage=brand}. */
    static String query(QueueFilter filter) {
        StringBuilder query = new StringBuilder("tenant=" + encoded(filter.tenant()));
        query.append("&kind=").append(filter.kind().key());
        if (filter.stage() != null) {
            query.append("&stage=").append(encoded(filter.stage()));
        }
        if (filter.campaign() != null) {
            query.append("&campaign=").append(filter.campaign());
        }
        if (filter.expert() != null) {
            query.append("&expert=").append(encoded(filter.expert()));
        }
        return query.toString();
    }

    private static String home(Reviewer reviewer) {
        return reviewer.tenants().stream()
                .filter(tenant -> !tenant.equals("*"))
                .sorted()
                .findFirst()
                .orElse("none");
    }

    private static @org.jspecify.annotations.Nullable String text(Context context, String name) {
        String value = context.queryParam(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
