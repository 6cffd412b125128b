/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that a path names in a message, with what stands there. protovalidate reports the path only, and the value
 * only for some rules; people need both.
 *
 * @param path {@code steps[0].product.uri}
 * @param field the last field of the path; null when the path is empty or names a oneof
 * @param value what stands there, for people; empty for messages, lists and unset fields
 */
record FieldPlace(String path, @Nullable FieldDescriptor field, String value) {

    static FieldPlace of(Message message, FieldPath fieldPath) {
        StringBuilder path = new StringBuilder();
        FieldDescriptor field = null;
        Object content = message;
        for (FieldPathElement element : fieldPath.getElementsList()) {
            path.append(path.isEmpty() ? "" : ".")
                    .append(element.getFieldName())
                    .append(subscript(element));
            field = content instanceof Message parent
                    ? parent.getDescriptorForType().findFieldByName(element.getFieldName())
                    : null;
            content = field == null ? "" : content((Message) content, field, element);
        }
        return new FieldPlace(path.toString(), field, text(content));
    }

    /** Whether a whole message stands there: the one that is checked, or one within it. */
    boolean isMessage() {
        return path.isEmpty() || (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE);
    }

    /** For a field of an enum: which values it may have. */
    String choices() {
        if (field == null || field.getJavaType() != FieldDescriptor.JavaType.ENUM) {
            throw new IllegalStateException(path + " is no enum field");
        }
        return field.getEnumType().getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .collect(Collectors.joining(", ", "must be one of ", ""));
    }

    private static Object content(Message parent, FieldDescriptor field, FieldPathElement element) {
        if (element.getSubscriptCase() == FieldPathElement.SubscriptCase.INDEX) {
            return parent.getRepeatedField(field, Math.toIntExact(element.getIndex()));
        }
        Object content = parent.getField(field);
        if (element.getSubscriptCase() == FieldPathElement.SubscriptCase.STRING_KEY) {
            return ((List<?>) content)
                    .stream()
                            .map(entry -> (MapEntry<?, ?>) entry)
                            .filter(entry -> element.getStringKey().equals(entry.getKey()))
                            .map(entry -> (Object) entry.getValue())
                            .findFirst()
                            .orElse("");
        }
        return content;
    }

    private static String text(Object content) {
        if (content instanceof EnumValueDescriptor value) {
            // A number that the contract does not define shows as UNKNOWN_ENUM_VALUE_Lane_3.
            return value.getIndex() < 0 ? Integer.toString(value.getNumber()) : value.getName();
        }
        if (content instanceof String text) {
            return text.isEmpty() ? "" : '"' + text + '"';
        }
        return content instanceof Message || content instanceof List<?> ? "" : content.toString();
    }

    private static String subscript(FieldPathElement element) {
        return switch (element.getSubscriptCase()) {
            case INDEX -> "[" + element.getIndex() + "]";
            case STRING_KEY -> "[\"" + element.getStringKey() + "\"]";
            case BOOL_KEY -> "[" + element.getBoolKey() + "]";
            case INT_KEY -> "[" + element.getIntKey() + "]";
            case UINT_KEY -> "[" + element.getUintKey() + "]";
            case SUBSCRIPT_NOT_SET -> "";
        };
    }
}
