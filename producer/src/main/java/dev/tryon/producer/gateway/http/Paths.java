/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ids in paths. Stateless. */
final class Paths {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Paths() {}

    static String requestId(Context context) {
        return id(context, "request_id");
    }

    static String campaignId(Context context) {
        return id(context, "campaign_id");
    }

    private static String id(Context context, String field) {
        String id = context.pathParam("id");
        if (!UUID.matcher(id).matches()) {
            throw Problem.field(422, "invalid", field, "must be a UUID", '"' + id + '"')
                    .thrown();
        }
        return id.toLowerCase(Locale.ROOT);
    }
}
