/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules written in the .proto files, checked. The same class stands at the SDK, the gateway and the worker, so
 * a request that one lets through the others do too. Thread-safe; the one validator behind it compiles a message
 * type's rules when it first sees it, which takes about half a second of one core; later calls take some 20 µs, and few for a request that differs
 * from a valid one only in ids and pictures.
 */
public final class RequestRules {
    /** Id of the rule that a step with expert face needs the person's consent. */
    public static final String FACE_CONSENT = "request.face_consent";

    // A rule over a whole message cannot carry a field path, so ours begin with one: "consent_ref: required when …".
    private static final Pattern MESSAGE_RULE = Pattern.compile("([a-z_]+): (.+)", Pattern.DOTALL);

    private static final ValidShapes VALID = new ValidShapes();

    private RequestRules() {}

    /** The rules that a request breaks: those over the whole request first, then by field; empty when it is valid. */
    public static List<RuleViolation> violations(TryOnRequest request) {
        if (VALID.vouchFor(request)) {
            return List.of();
        }
        List<RuleViolation> violations = violationsOf(request);
        if (violations.isEmpty()) {
            VALID.found(request);
        }
        return violations;
    }

    /** The rules that any message of the contract breaks; empty when it is valid. */
    public static List<RuleViolation> violationsOf(Message message) {
        try {
            ValidationResult result = Shared.VALIDATOR.validate(message);
            return result.getViolations().stream()
                    .map(violation -> violation(message, violation))
                    .toList();
        } catch (ValidationException e) {
            // Rules are compiled from the .proto of this very jar: a rule that does not compile is a bug in it.
            throw new IllegalStateException(
                    "the rules of " + message.getDescriptorForType().getFullName() + " do not compile", e);
        }
    }

    private static RuleViolation violation(Message message, Violation violation) {
        build.buf.validate.Violation proto = violation.toProto();
        FieldPlace place = FieldPlace.of(message, proto.getField());
        Matcher matcher = MESSAGE_RULE.matcher(proto.getMessage());
        if (place.isMessage() && matcher.matches()) {
            String parent = place.path().isEmpty() ? "" : place.path() + ".";
            return new RuleViolation(parent + matcher.group(1), matcher.group(2), "", proto.getRuleId());
        }
        String text = proto.getRuleId().startsWith("enum.") ? place.choices() : proto.getMessage();
        return new RuleViolation(place.path(), text, place.value(), proto.getRuleId());
    }

    /** Built on first use, by whichever thread comes first. */
    private static final class Shared {
        // Native: protovalidate's standard rules run as Java rather than as CEL, with the same outcome.
        static final Validator VALIDATOR = ValidatorFactory.newBuilder()
                .withConfig(Config.newBuilder().setEnableNativeRules(true).build())
                .build();
    }
}
