/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A field's value out of text, as it stands in a cell of a table or in a JSON scalar. Enums go by their names in the
 * .proto ({@code EXPERT_TOP}) or by the short ones of topics and commands ({@code top}). Stateless and thread-safe.
 */
final class FieldText {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,20}");
    // No hexadecimal, no NaN, no type suffix, all of which Java would take; no more digits than any number needs.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    private FieldText() {}

    /**
     * The value for {@code Message.Builder.setField}.
     *
     * @param field not a message, unless a timestamp
     * @throws FieldTextException saying what the field must be
     */
    static Object value(FieldDescriptor field, String text) throws FieldTextException {
        return switch (field.getJavaType()) {
            case STRING -> string(text);
            case ENUM -> enumValue(field.getEnumType(), text);
            case INT -> whole(field, text);
            case LONG -> wide(field, text);
            case FLOAT -> real(text);
            case DOUBLE -> (double) real(text);
            case BOOLEAN -> bool(text);
            case MESSAGE -> timestamp(text);
            case BYTE_STRING -> throw new FieldTextException("cannot be given as text");
        };
    }

    /** Whether a message field is written as one text. */
    static boolean isTimestamp(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType()
                        .getFullName()
                        .equals(Timestamp.getDescriptor().getFullName());
    }

    /** A string that is one: half of a surrogate pair, which JSON can spell, has no UTF-8 form. */
    static String string(String text) throws FieldTextException {
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            boolean pair = Character.isHighSurrogate(here)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (Character.isSurrogate(here) && !pair) {
                throw new FieldTextException("must be Unicode text; half of a surrogate pair stands in it");
            }
            i += pair ? 1 : 0;
        }
        return text;
    }

    private static EnumValueDescriptor enumValue(EnumDescriptor type, String text) throws FieldTextException {
        String prefix = prefix(type);
        for (EnumValueDescriptor value : type.getValues()) {
            if (value.getName().equals(text)
                    || value.getName()
                            .equals(prefix + text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return value;
            }
        }
        String choices = type.getValues().stream()
                .filter(value -> value.getNumber() != 0)
                .map(EnumValueDescriptor::getName)
                .collect(Collectors.joining(", "));
        throw new FieldTextException(
                "must be one of " + choices + ", or such a name without " + prefix + " in small letters");
    }

    /** {@code EXPERT_} of Expert; {@code IMAGE_FORMAT_} of ImageFormat. */
    private static String prefix(EnumDescriptor type) {
        return type.getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "_";
    }

    private static Object whole(FieldDescriptor field, String text) throws FieldTextException {
        boolean unsigned = field.getType() == FieldDescriptor.Type.UINT32;
        long least = unsigned ? 0 : Integer.MIN_VALUE;
        long most = unsigned ? 0xFFFF_FFFFL : Integer.MAX_VALUE;
        FieldTextException refusal = new FieldTextException("must be a whole number from " + least + " to " + most);
        if (!WHOLE.matcher(text).matches()) {
            throw refusal;
        }
        try {
            long number = Long.parseLong(text);
            if (number < least || number > most) {
                throw refusal;
            }
            return (int) number;
        } catch (NumberFormatException e) {
            throw refusal;
        }
    }

    private static Object wide(FieldDescriptor field, String text) throws FieldTextException {
        boolean unsigned = field.getType() == FieldDescriptor.Type.UINT64;
        try {
            if (WHOLE.matcher(text).matches()) {
                return unsigned ? Long.parseUnsignedLong(text) : Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // Out of range: told below.
        }
        throw new FieldTextException("must be a whole number" + (unsigned ? " from 0 to 2^64-1" : " of 64 bits"));
    }

    private static float real(String text) throws FieldTextException {
        float number = NUMBER.matcher(text).matches() ? Float.parseFloat(text) : Float.NaN;
        if (!Float.isFinite(number)) {
            throw new FieldTextException("must be a number such as 0.5");
        }
        return number;
    }

    private static boolean bool(String text) throws FieldTextException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new FieldTextException("must be true or false");
        };
    }

    private static Timestamp timestamp(String text) throws FieldTextException {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            int year = OffsetDateTime.parse(text).getYear();
            if (year < 1 || year > 9999) {
                throw new DateTimeException("year " + year);
            }
            return Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano())
                    .build();
        } catch (DateTimeException e) {
            throw new FieldTextException("must be a time such as 2026-11-26T18:00:00Z");
        }
    }
}
