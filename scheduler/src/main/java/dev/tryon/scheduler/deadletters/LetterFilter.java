/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.LaneNames;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.TryOnRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which dead letters: {@code code=POISON}, {@code tenant=acme,bazaar}. Of a field's values one must be that of the letter; of
 * several fields each. Immutable.
 */
final class LetterFilter {
    private static final String CODE = "code";
    private static final String NOBODY_SAID = "none";
    private static final Map<String, Function<TryOnRequest, String>> FIELDS = fields();

    private final Set<FailureCode> codes;
    private final Map<String, Set<String>> values;

    private LetterFilter(Set<FailureCode> codes, Map<String, Set<String>> values) {
        this.codes = codes;
        this.values = values;
    }

    /**
     * Reads conditions.
     *
     * @throws IllegalArgumentException naming the one at fault and what there is
     */
    static LetterFilter of(List<String> conditions) {
        Set<FailureCode> codes = EnumSet.noneOf(FailureCode.class);
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            if (equals < 1 || equals == condition.length() - 1) {
                throw new IllegalArgumentException("\"" + condition + "\" is not KEY=VALUE");
            }
            String key = condition.substring(0, equals);
            List<String> given = List.of(condition.substring(equals + 1).split(",", -1));
            if (values.containsKey(key) || (key.equals(CODE) && !codes.isEmpty())) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is given twice; write its values as " + key + "=ONE,OTHER");
            } else if (key.equals(CODE)) {
                given.forEach(code -> codes.add(code(code)));
            } else if (FIELDS.containsKey(key)) {
                values.put(key, Set.copyOf(given));
            } else {
                throw new IllegalArgumentException("\"" + key + "\" is no field of dead letters; there are code, "
                        + String.join(", ", FIELDS.keySet()));
            }
        }
        return new LetterFilter(codes, values);
    }

    /** Whether all that is asked of the request holds. */
    boolean takes(TryOnRequest request) {
        return values.entrySet().stream()
                .allMatch(wanted -> wanted.getValue()
                        .contains(FIELDS.getOrDefault(wanted.getKey(), r -> "").apply(request)));
    }

    /** Whether all that is asked holds. */
    boolean takes(DeadLetter letter) {
        return (codes.isEmpty() || codes.contains(letter.code()))
                && letter.request().map(this::takes).orElse(values.isEmpty());
    }

    private static FailureCode code(String text) {
        if (text.equals(NOBODY_SAID)) {
            return FailureCode.FAILURE_CODE_UNSPECIFIED;
        }
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.name().equals(name) && code != FailureCode.UNRECOGNIZED)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no failure code; a letter has "
                        + FailureCode.POISON + " or another of docs/events.md, or " + NOBODY_SAID
                        + " when no worker came to announce it"));
    }

    private static Map<String, Function<TryOnRequest, String>> fields() {
        Map<String, Function<TryOnRequest, String>> fields = new LinkedHashMap<>();
        fields.put("tenant", TryOnRequest::getTenant);
        fields.put(
                "expert",
                request ->
                        ExpertNames.name(request.getSteps(request.getPosition()).getExpert()));
        fields.put("lane", request -> LaneNames.name(request.getLane()));
        fields.put("campaign", TryOnRequest::getCampaignId);
        fields.put("request", TryOnRequest::getRequestId);
        return fields;
    }
}
