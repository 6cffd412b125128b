/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.tryon.proto.RuleViolation;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of the contract from JSON and says of what it refuses which field is at fault, which protobuf's own
 * reader does not. The mapping is protobuf's, told strictly: RFC 8259 and nothing more lenient, no key twice, nothing
 * after the object; field names as in the .proto or in lowerCamelCase; null leaves a field unset; enums by name, also by
 * their short one ({@code top}). It streams: nothing is built but the message. Stateless and thread-safe.
 *
 * <p>It knows what requests, campaigns and orders are made of: scalars, enums, timestamps, messages, lists of messages
 * and maps of strings. It does not know the rest of protobuf's mapping.
 */
public final class JsonFields {
    private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+)");

    private JsonFields() {}

    /** Reads one object of text. */
    public static Optional<RuleViolation> read(String json, Message.Builder into) {
        return read(new StringReader(json), into);
    }

    /**
     * Reads one object and nothing after it.
     *
     * @param into where its fields go; when something is refused, what had been read before stays in it
     * @return the first thing that is wrong; empty when all went well
     */
    public static Optional<RuleViolation> read(Reader json, Message.Builder into) {
        try (JsonReader reader = new JsonReader(json)) {
            reader.setStrictness(Strictness.STRICT);
            try {
                message(reader, into);
                if (!ends(reader)) {
                    return refused("", "must be one JSON object and nothing after it", "", "syntax");
                }
                return Optional.empty();
            } catch (Refusal e) {
                return Optional.of(e.violation);
            } catch (MalformedJsonException | EOFException | JsonParseException | NumberFormatException e) {
                return refused(field(reader), "is not JSON" + place(e), "", "syntax");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ends(JsonReader reader) throws IOException {
        try {
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static void message(JsonReader reader, Message.Builder into) throws IOException, Refusal {
        expect(reader, JsonToken.BEGIN_OBJECT, "must be a JSON object");
        reader.beginObject();
        Set<FieldDescriptor> seen = new HashSet<>();
        while (reader.hasNext()) {
            String name = reader.nextName();
            FieldDescriptor field = field(into.getDescriptorForType(), name);
            if (field == null) {
                throw refusal(
                        reader, "is no such field; there are " + names(into.getDescriptorForType()), "", "unknown");
            }
            if (!seen.add(field)) {
                throw refusal(reader, "must be given once", "", "duplicate");
            }
            if (reader.peek() == JsonToken.NULL) {
                reader.nextNull();
            } else {
                field(reader, into, field);
            }
        }
        reader.endObject();
    }

    private static void field(JsonReader reader, Message.Builder into, FieldDescriptor field)
            throws IOException, Refusal {
        if (field.isMapField()) {
            map(reader, into, field);
        } else if (field.isRepeated()) {
            expect(reader, JsonToken.BEGIN_ARRAY, "must be a JSON array");
            reader.beginArray();
            while (reader.hasNext()) {
                into.addRepeatedField(field, value(reader, into, field));
            }
            reader.endArray();
        } else {
            into.setField(field, value(reader, into, field));
        }
    }

    private static void map(JsonReader reader, Message.Builder into, FieldDescriptor field)
            throws IOException, Refusal {
        expect(reader, JsonToken.BEGIN_OBJECT, "must be a JSON object");
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        reader.beginObject();
        Set<String> seen = new HashSet<>();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (!seen.add(name)) {
                throw refusal(reader, "must be given once", "", "duplicate");
            }
            Message.Builder entry = into.newBuilderForField(field);
            try {
                entry.setField(key, FieldText.value(key, name));
            } catch (FieldTextException e) {
                throw refusal(reader, e.requirement(), "", "type");
            }
            entry.setField(value, value(reader, entry, value));
            into.addRepeatedField(field, entry.build());
        }
        reader.endObject();
    }

    private static Object value(JsonReader reader, Message.Builder parent, FieldDescriptor field)
            throws IOException, Refusal {
        if (field.getJavaType() == JavaType.MESSAGE && !FieldText.isTimestamp(field)) {
            Message.Builder child = parent.newBuilderForField(field);
            message(reader, child);
            return child.buildPartial();
        }
        // Before the value is consumed: afterwards a path points behind it where there are several.
        String path = field(reader);
        String text = scalar(reader, field);
        try {
            return FieldText.value(field, text);
        } catch (FieldTextException e) {
            throw new Refusal(new RuleViolation(path, e.requirement(), shown(text), "json.type"));
        }
    }

    /** The text of a scalar of the right kind. Numbers may be quoted, as protobuf writes those of 64 bits. */
    private static String scalar(JsonReader reader, FieldDescriptor field) throws IOException, Refusal {
        JsonToken token = reader.peek();
        JavaType type = field.getJavaType();
        if (type == JavaType.BOOLEAN) {
            expect(reader, JsonToken.BOOLEAN, "must be true or false");
            return Boolean.toString(reader.nextBoolean());
        }
        boolean number =
                type == JavaType.INT || type == JavaType.LONG || type == JavaType.FLOAT || type == JavaType.DOUBLE;
        if (token != JsonToken.STRING && !(number && token == JsonToken.NUMBER)) {
            throw refusal(reader, number ? "must be a number" : "must be a JSON string", found(token), "type");
        }
        return reader.nextString();
    }

    private static void expect(JsonReader reader, JsonToken token, String message) throws IOException, Refusal {
        if (reader.peek() != token) {
            throw refusal(reader, message, found(reader.peek()), "type");
        }
    }

    private static String found(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT -> "an object";
            case BEGIN_ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    private static @Nullable FieldDescriptor field(Descriptor type, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        if (field != null) {
            return field;
        }
        return type.getFields().stream()
                .filter(candidate -> candidate.getJsonName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String names(Descriptor type) {
        return type.getFields().stream().map(FieldDescriptor::getName).collect(Collectors.joining(", "));
    }

    /** Where a reader stands, as rules write it: {@code steps[0].product.uri}. */
    private static String field(JsonReader reader) {
        String path = reader.getPath(); // $.steps[0].product.uri
        return path.startsWith("$.") ? path.substring(2) : "";
    }

    private static String place(Exception e) {
        Matcher matcher = PLACE.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? ": line " + matcher.group(1) + ", column " + matcher.group(2) : "";
    }

    private static String shown(String text) {
        return text.isEmpty() ? "" : '"' + text + '"';
    }

    private static Refusal refusal(JsonReader reader, String message, String value, String rule) {
        return new Refusal(new RuleViolation(field(reader), message, value, "json." + rule));
    }

    private static Optional<RuleViolation> refused(String field, String message, String value, String rule) {
        return Optional.of(new RuleViolation(field, message, value, "json." + rule));
    }

    /** What is wrong, on its way out. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RuleViolation violation;

        Refusal(RuleViolation violation) {
            super(violation.text(), null, false, false);
            this.violation = violation;
        }
    }
}
