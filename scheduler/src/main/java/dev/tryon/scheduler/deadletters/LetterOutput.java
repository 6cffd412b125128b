/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.FailureCodes;
import dev.tryon.scheduler.deadletters.DeadLetter.Content;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.TryOnRequest;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Dead letters for people, or as JSON, one a line. Used by one thread. */
final class LetterOutput {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "%-16s %-20s %-22s %-16s %-36s %s";

    private final PrintWriter out;
    private final boolean json;

    LetterOutput(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void heading() {
        if (!json) {
            line(String.format(ROW, "PLACE", "SINCE", "CODE", "TENANT", "REQUEST", "REDRIVEN"));
        }
    }

    /** A letter on one line. */
    void row(DeadLetter letter) {
        if (json) {
            line(json(letter).toString());
            return;
        }
        line(String.format(
                        ROW,
                        letter.place(),
                        letter.at().truncatedTo(ChronoUnit.SECONDS),
                        letter.code(),
                        letter.request().map(TryOnRequest::getTenant).orElse("-"),
                        letter.request().map(TryOnRequest::getRequestId).orElse("unreadable"),
                        letter.redrives().isEmpty()
                                ? ""
                                : "yes, " + letter.redrives().size() + " x")
                .stripTrailing());
    }

    /** All that is known of a letter. */
    void whole(DeadLetter letter) {
        if (json) {
            line(json(letter).toString());
            return;
        }
        line("place:     " + letter.place() + " (" + letter.place().topic() + ")");
        line("since:     " + letter.at());
        line("code:      " + letter.code());
        letter.announced().map(DeadLettered::getMessage).ifPresent(message -> line("message:   " + message));
        letter.announced()
                .map(DeadLettered::getCode)
                .ifPresent(code -> line("advice:    " + FailureCodes.advice(code)));
        letter.notes().forEach((name, value) -> line("note:      " + name + " = " + value));
        for (Control order : letter.redrives()) {
            String reason = order.getRedriveRequest().getReason();
            line("redriven:  " + at(order) + " by " + order.getBy() + (reason.isEmpty() ? "" : ": " + reason));
        }
        letter.problem().ifPresent(problem -> line("unreadable: " + problem));
        if (letter.content() instanceof Content.Call call) {
            line("event:     " + ContractJson.pretty(call.event().message()));
        } else {
            letter.request().ifPresent(request -> line("request:   " + ContractJson.pretty(request)));
        }
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    private static Instant at(Control order) {
        return Instant.ofEpochSecond(order.getAt().getSeconds(), order.getAt().getNanos());
    }

    private static ObjectNode json(DeadLetter letter) {
        ObjectNode node = JSON.createObjectNode()
                .put("place", letter.place().toString())
                .put("kind", LetterFilter.kind(letter))
                .put("topic", letter.place().topic())
                .put("since", letter.at().toString())
                .put("code", letter.code());
        letter.announced().ifPresent(announced -> node.set("announced", tree(announced)));
        ObjectNode notes = node.putObject("notes");
        letter.notes().forEach(notes::put);
        letter.problem().ifPresent(problem -> node.put("unreadable", problem));
        if (letter.content() instanceof Content.Call call) {
            node.set("event", tree(call.event().message()));
        } else {
            letter.request().ifPresent(request -> node.set("request", tree(request)));
        }
        ArrayNode redrives = node.putArray("redrives");
        letter.redrives().forEach(order -> redrives.add(tree(order)));
        return node;
    }

    private static JsonNode tree(Message message) {
        try {
            return JSON.readTree(ContractJson.line(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contract's own JSON cannot be read", e);
        }
    }
}
