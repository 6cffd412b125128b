/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules written in the .proto files, checked. The same class stands at the SDK, the gateway and the worker, so
 * a request that one lets through the others do too. Thread-safe; the one validator behind it compiles a message
 * type's rules when it first sees it, which takes some tens of milliseconds.
 */
public final class RequestRules {
    // A rule over a whole message cannot carry a field path, so ours begin with one: "consent_ref: required when …".
    private static final Pattern MESSAGE_RULE = Pattern.compile("([a-z_]+): (.+)", Pattern.DOTALL);

    private RequestRules() {}

    /** The rules that a request breaks, in the order of its fields; empty when it is valid. */
    public static List<RuleViolation> violations(TryOnRequest request) {
        return violationsOf(request);
    }

    /** The rules that any message of the contract breaks; empty when it is valid. */
    public static List<RuleViolation> violationsOf(Message message) {
        try {
            ValidationResult result = Shared.VALIDATOR.validate(message);
            return result.getViolations().stream().map(RequestRules::violation).toList();
        } catch (ValidationException e) {
            // Rules are compiled from the .proto of this very jar: a rule that does not compile is a bug in it.
            throw new IllegalStateException(
                    "the rules of " + message.getDescriptorForType().getFullName() + " do not compile", e);
        }
    }

    private static RuleViolation violation(Violation violation) {
        build.buf.validate.Violation proto = violation.toProto();
        String field = path(proto.getField());
        String message = proto.getMessage();
        Matcher matcher = MESSAGE_RULE.matcher(message);
        if (field.isEmpty() && matcher.matches()) {
            field = matcher.group(1);
            message = matcher.group(2);
        }
        String value = value(violation.getFieldValue());
        return new RuleViolation(field, message, value, proto.getRuleId());
    }

    private static String value(Violation.@Nullable FieldValue value) {
        if (value == null) {
            return "";
        }
        Object content = value.getValue();
        if (content == null || content instanceof Message || content instanceof List<?>) {
            return "";
        }
        return content instanceof String text ? '"' + text + '"' : content.toString();
    }

    private static String path(FieldPath path) {
        StringBuilder text = new StringBuilder();
        for (FieldPathElement element : path.getElementsList()) {
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(element.getFieldName());
            switch (element.getSubscriptCase()) {
                case INDEX -> text.append('[').append(element.getIndex()).append(']');
                case STRING_KEY ->
                    text.append("[\"").append(element.getStringKey()).append("\"]");
                case BOOL_KEY -> text.append('[').append(element.getBoolKey()).append(']');
                case INT_KEY -> text.append('[').append(element.getIntKey()).append(']');
                case UINT_KEY -> text.append('[').append(element.getUintKey()).append(']');
                case SUBSCRIPT_NOT_SET -> {}
            }
        }
        return text.toString();
    }

    /** Built on first use, by whichever thread comes first. */
    private static final class Shared {
        static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();
    }
}
