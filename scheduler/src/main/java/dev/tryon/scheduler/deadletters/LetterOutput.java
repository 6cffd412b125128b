/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.FailureCodes;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.FailureCode;
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
                        code(letter),
                        letter.request().map(TryOnRequest::getTenant).orElse("-"),
                        letter.request().map(TryOnRequest::getRequestId).orElse("not a request"),
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
        line("code:      " + code(letter));
        letter.announced().map(DeadLettered::getMessage).ifPresent(message -> line("message:   " + message));
        if (letter.code() != FailureCode.FAILURE_CODE_UNSPECIFIED) {
            line("advice:    " + FailureCodes.advice(letter.code()));
        }
        letter.notes().forEach((name, value) -> line("broker:    " + name + " = " + value));
        for (Control order : letter.redrives()) {
            String reason = order.getRedriveRequest().getReason();
            line("redriven:  " + at(order) + " by " + order.getBy() + (reason.isEmpty() ? "" : ": " + reason));
        }
        line(letter.request()
                .map(request -> "request:   " + ContractJson.pretty(request))
                .orElse("not a request"));
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String code(DeadLetter letter) {
        return letter.announced().map(announced -> announced.getCode().name()).orElse("none announced");
    }

    private static Instant at(Control order) {
        return Instant.ofEpochSecond(order.getAt().getSeconds(), order.getAt().getNanos());
    }

    private static ObjectNode json(DeadLetter letter) {
        ObjectNode node = JSON.createObjectNode()
                .put("place", letter.place().toString())
                .put("topic", letter.place().topic())
                .put("since", letter.at().toString());
        letter.announced().ifPresent(announced -> node.set("announced", tree(announced)));
        ObjectNode notes = node.putObject("broker");
        letter.notes().forEach(notes::put);
        letter.request().ifPresent(request -> node.set("request", tree(request)));
        ArrayNode redrives = node.putArray("redrives");
        letter.redrives().forEach(order -> redrives.add(tree(order)));
        return node;
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(Message message) {
        try {
            return JSON.readTree(ContractJson.line(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contract's own JSON cannot be read", e);
        }
    }
}
