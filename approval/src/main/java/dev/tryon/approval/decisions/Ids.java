/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tryon.approval.workflow.ItemKind;
import java.util.UUID;

/**
 * Ids that follow from what they are for (UUIDs of version 5), so that doing something again makes the same one.
 * Stateless.
 */
final class Ids {

    private static final UUID NAMESPACE = UUID.fromString("6d1b4a8e-2f0c-5c5b-9a43-3f1d7f9f6a10");

    private Ids() {}

    /** An item gets one decision per version. */
    static UUID decision(UUID item, int version) {
        return named("decision/" + item + "/" + version);
    }

    static UUID redo(UUID item, int version) {
        return named("redo/" + item + "/" + version);
    }

    /** A picture of a tenant; other content under the same address is another picture. */
    static UUID asset(ItemKind kind, String tenant, String uri, String content) {
        return named("asset/" + kind.key() + "/" + tenant + "/" + uri + "/" + content);
    }

    private static UUID named(String name) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, name);
    }
}
