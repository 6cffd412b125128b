/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.LaneNames;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which dead letters: {@code code=POISON}, {@code tenant=acme,bazaar}. Of a field's values one must be that of the letter; of
 * several fields each. Immutable.
 */
final class LetterFilter {
    private static final String KIND = "kind";
    private static final String CODE = "code";
    private static final String REQUEST = "request";
    private static final String WEBHOOK = "webhook";
    private static final Map<String, Function<TryOnRequest, String>> FIELDS = fields();
    private static final List<String> KEYS =
            Stream.concat(Stream.of(KIND, CODE), FIELDS.keySet().stream()).toList();

    private final Map<String, Set<String>> values;

    private LetterFilter(Map<String, Set<String>> values) {
        this.values = values;
    }

    /**
     * Reads conditions.
     *
     * @throws IllegalArgumentException naming the one at fault and what there is
     */
    static LetterFilter of(List<String> conditions) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            if (equals < 1 || equals == condition.length() - 1) {
                throw new IllegalArgumentException("\"" + condition + "\" is not KEY=VALUE");
            }
            String key = condition.substring(0, equals);
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is no field of dead letters; there are " + String.join(", ", KEYS));
            }
            Set<String> given = Arrays.stream(condition.substring(equals + 1).split(",", -1))
                    .map(value -> value(key, value))
                    .collect(Collectors.toUnmodifiableSet());
            if (values.put(key, given) != null) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is given twice; write its values as " + key + "=ONE,OTHER");
            }
        }
        return new LetterFilter(values);
    }

    /** Whether all holds that is asked beside the code, which is known later. */
    boolean mayTake(DeadLetter letter) {
        return values.keySet().stream().allMatch(key -> key.equals(CODE) || holds(key, letter));
    }

    /** Whether all that is asked holds. */
    boolean takes(DeadLetter letter) {
        return values.keySet().stream().allMatch(key -> holds(key, letter));
    }

    private boolean holds(String key, DeadLetter letter) {
        Set<String> wanted = values.getOrDefault(key, Set.of());
        Function<TryOnRequest, String> field = FIELDS.get(key);
        if (field != null) {
            return letter.request().map(field).filter(wanted::contains).isPresent();
        }
        return wanted.contains(key.equals(KIND) ? kind(letter) : letter.code().toLowerCase(Locale.ROOT));
    }

    static String kind(DeadLetter letter) {
        return letter.place().ofWebhooks() ? WEBHOOK : REQUEST;
    }

    private static String value(String key, String text) {
        return switch (key) {
            case CODE -> known("failure code", text.toLowerCase(Locale.ROOT).replace('-', '_'), codes());
            case KIND -> known("kind of dead letter", text, List.of(REQUEST, WEBHOOK));
            case "expert" -> known("expert", text, ExpertNames.all());
            case "lane" ->
                known(
                        "lane",
                        text,
                        LaneNames.lanes().stream().map(LaneNames::name).toList());
            default -> text;
        };
    }

    private static String known(String what, String text, List<String> known) {
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no " + what + "; there are " + String.join(", ", known));
        }
        return text;
    }

    /** Of requests the codes of failures, of webhooks the reasons to give up; and what stands for neither. */
    private static List<String> codes() {
        Stream<String> failures = Arrays.stream(FailureCode.values())
                .filter(code -> code != FailureCode.UNRECOGNIZED && code != FailureCode.FAILURE_CODE_UNSPECIFIED)
                .map(code -> code.name().toLowerCase(Locale.ROOT));
        return Stream.of(failures, WebhookRecords.REASONS.stream(), Stream.of(DeadLetter.NOBODY_SAID))
                .flatMap(codes -> codes)
                .toList();
    }

    private static Map<String, Function<TryOnRequest, String>> fields() {
        Map<String, Function<TryOnRequest, String>> fields = new LinkedHashMap<>();
        fields.put("tenant", TryOnRequest::getTenant);
        fields.put("expert", LetterFilter::expert);
        fields.put("lane", request -> LaneNames.name(request.getLane()));
        fields.put("campaign", TryOnRequest::getCampaignId);
        fields.put(REQUEST, TryOnRequest::getRequestId);
        return fields;
    }

    /** A call's request may have ended before its first step. */
    private static String expert(TryOnRequest request) {
        return request.getPosition() < request.getStepsCount()
                ? ExpertNames.name(request.getSteps(request.getPosition()).getExpert())
                : "";
    }
}
