/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.v1.Completed;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a browser to the image store for a picture, by an address that is good for some minutes. Pages name pictures by
 * item, so a page that stood open for hours still shows them, and who may see an item is asked each time. Thread-safe.
 */
final class PictureRoutes {

    private final ItemRoutes items;
    private final ItemQueries queries;
    private final ImageStore store;
    private final Duration validity;

    PictureRoutes(ItemRoutes items, ItemQueries queries, ImageStore store, Duration validity) {
        this.items = items;
        this.queries = queries;
        this.store = store;
        this.validity = validity;
    }

    void show(Context context) {
        Item item = items.visible(context);
        String uri = uri(item, context.pathParam("which"))
                .orElseThrow(() -> new NotFoundResponse("There is no such picture."));
        // The browser may ask the store again with the same address for half of the time that it is good for.
        context.header("Cache-Control", "private, max-age=" + validity.toSeconds() / 2);
        context.redirect(store.presignGet(S3Uri.parse(uri), validity).toString(), HttpStatus.FOUND);
    }

    private Optional<String> uri(Item item, String which) {
        return switch (which) {
            case "small" -> Optional.of(item.pictures().small());
            case "full" -> Optional.of(item.pictures().picture());
            case "mask" ->
                completed(item).map(completed -> completed.getMask().getUri()).filter(uri -> !uri.isEmpty());
            case "before" ->
                queries.ending(item.id()).filter(TryOnEvent::hasRequest).map(event -> before(event.getRequest()));
            default -> Optional.empty();
        };
    }

    private Optional<Completed> completed(Item item) {
        return queries.ending(item.id()).filter(TryOnEvent::hasCompleted).map(TryOnEvent::getCompleted);
    }

    private static String before(TryOnRequest request) {
        return request.hasOriginalSubject()
                ? request.getOriginalSubject().getUri()
                : request.getSubject().getUri();
    }
}
