/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.approval.decisions.DecisionOutcome;
import dev.tryon.approval.decisions.Decisions;
import dev.tryon.approval.decisions.Item;
import dev.tryon.approval.decisions.PictureMark;
import dev.tryon.approval.decisions.Wish;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Approve, reject and redo, from an item's page. Thread-safe. */
final class DecisionRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_MARKS = 20;
    private static final int LONGEST_STROKES = 1 << 20;

    private final Decisions decisions;
    private final ItemRoutes items;
    private final Pages pages;

    DecisionRoutes(Decisions decisions, ItemRoutes items, Pages pages) {
        this.decisions = decisions;
        this.items = items;
        this.pages = pages;
    }

    void decide(Context context) {
        Item seen = items.visible(context);
        Wish wish;
        try {
            wish = wish(context);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
        Optional<Item> next = items.next(context, seen);
        DecisionOutcome outcome = decisions.decide(Guard.session(context).reviewer(), seen.id(), wish);
        if (outcome instanceof DecisionOutcome.Decided decided) {
            String query = QueueAddress.query(ItemRoutes.filter(context, seen));
            String done = "&done=" + wish.kind().name().toLowerCase(java.util.Locale.ROOT);
            context.header(
                    "HX-Redirect",
                    next.map(item -> "/items/" + item.id() + "?" + query + done).orElse("/queue?" + query + done));
            context.status(204);
            context.header("X-Item-Status", decided.item().status().key());
        } else if (outcome instanceof DecisionOutcome.Conflict conflict) {
            context.status(409);
            pages.render(context, "conflict.jte", items.standing(conflict.item(), ""));
        } else if (outcome instanceof DecisionOutcome.NotAllowed notAllowed) {
            context.status(403);
            pages.render(context, "notice.jte", Map.of("text", notAllowed.text()));
        } else if (outcome instanceof DecisionOutcome.Refused refused) {
            context.status(422);
            pages.render(context, "notice.jte", Map.of("text", refused.text()));
        } else {
            context.status(404);
            pages.render(context, "notice.jte", Map.of("text", "There is no such item."));
        }
    }

    private static Wish wish(Context context) throws JsonProcessingException {
        int version = Integer.parseInt(field(context, "version"));
        String reason = field(context, "reason").strip();
        return switch (field(context, "verdict")) {
            case "approve" -> Wish.approve(version);
            case "reject" -> Wish.reject(version, reason, marks(field(context, "marks")));
            case "redo" -> new Wish(version, Wish.Kind.REDO, reason, List.of(), redo(context));
            default -> throw new IllegalArgumentException("verdict: approve, reject or redo");
        };
    }

    private static Wish.Redo redo(Context context) throws JsonProcessingException {
        String seed = field(context, "seed");
        String steps = field(context, "steps");
        String strength = field(context, "strength");
        return new Wish.Redo(
                seed.isEmpty() ? null : Long.valueOf(Long.parseUnsignedLong(seed)),
                steps.isEmpty() ? null : Integer.valueOf(steps),
                strength.isEmpty() ? null : Float.valueOf(strength),
                strokes(field(context, "strokes")));
    }

    /** Only that it is JSON with strokes: what else they must be, whoever paints says. */
    private static @Nullable String strokes(String json) throws JsonProcessingException {
        if (json.isEmpty()) {
            return null;
        }
        if (json.length() > LONGEST_STROKES) {
            throw new IllegalArgumentException("the mask has too many strokes");
        }
        JsonNode document = JSON.readTree(json);
        return document.path("strokes").isEmpty() ? null : document.toString();
    }

    private static List<PictureMark> marks(String json) throws JsonProcessingException {
        List<PictureMark> marks = new ArrayList<>();
        for (JsonNode node : JSON.readTree(json.isEmpty() ? "[]" : json)) {
            marks.add(new PictureMark(
                    (float) node.path("x").asDouble(-1),
                    (float) node.path("y").asDouble(-1),
                    node.path("text").asText("")));
        }
        if (marks.size() > MOST_MARKS) {
            throw new IllegalArgumentException("at most " + MOST_MARKS + " marks");
        }
        return marks;
    }

    private static String field(Context context, String name) {
        String value = context.formParam(name);
        return value == null ? "" : value;
    }
}
