/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tryon.proto.RuleViolation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request is refused, as RFC 9457 has it.
 *
 * @param status of HTTP
 * @param code stable, for programs; the type is {@code urn:tryon:problem:<code>}
 * @param detail what was wrong and what to do, for people
 * @param violations fields at fault, the first one being {@code field}
 * @param retryAfter when it is worth trying again, if it is
 */
record Problem(int status, String code, String detail, List<RuleViolation> violations, Optional<Duration> retryAfter) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    Problem {
        violations = List.copyOf(violations);
    }

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), Optional.empty());
    }

    /** About fields. */
    static Problem fields(int status, String code, List<RuleViolation> violations) {
        return new Problem(status, code, violations.get(0).text(), violations, Optional.empty());
    }

    static Problem field(int status, String code, String field, String message, String value) {
        return fields(status, code, List.of(new RuleViolation(field, message, value, code)));
    }

    Problem retryAfter(Duration wait) {
        return new Problem(status, code, detail, violations, Optional.of(wait));
    }

    /** Whole seconds, at least one. */
    Optional<String> retryAfterSeconds() {
        return retryAfter.map(
                wait -> Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    ProblemException thrown() {
        return new ProblemException(this);
    }

    /** The members of the JSON object. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:tryon:problem:" + code);
        members.put("title", code.replace('-', ' '));
        members.put("status", status);
        members.put("detail", detail);
        if (!violations.isEmpty()) {
            members.put("field", violations.get(0).field());
            members.put("violations", violations.stream().map(Problem::member).toList());
        }
        return members;
    }

    /** The answer's body. */
    byte[] utf8() {
        return utf8(members());
    }

    /** As {@link #json}, in bytes: JSON is UTF-8, whatever a server makes of text of a type that it does not know. */
    static byte[] utf8(Object value) {
        return json(value).getBytes(UTF_8);
    }

    /** Maps of strings, numbers and lists as JSON on one line. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts has a JSON form", e);
        }
    }

    private static Map<String, String> member(RuleViolation violation) {
        Map<String, String> member = new LinkedHashMap<>();
        member.put("field", violation.field());
        member.put("message", violation.message());
        member.put("value", violation.value());
        member.put("rule", violation.rule());
        return member;
    }
}
