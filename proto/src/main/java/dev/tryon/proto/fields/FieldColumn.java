/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.fields;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.tryon.proto.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The field that a column of a table fills, named by its path as rules write it: {@code subject.uri},
 * {@code steps[1].parameters.seed}, {@code labels.sku}. A path may stop at a picture or at the output, and then means
 * its address. Immutable and thread-safe.
 */
public final class FieldColumn {
    private static final Pattern PART = Pattern.compile("([a-z_0-9]+)(?:\\[([0-9]{1,2})\\])?");
    // What a path that stops at one of these messages means.
    private static final List<String> ADDRESSES = List.of("uri", "prefix");
    private static final int MOST_ELEMENTS = 16;

    private final String path;
    private final List<Part> parts;

    private FieldColumn(String path, List<Part> parts) {
        this.path = path;
        this.parts = List.copyOf(parts);
    }

    /**
     * The column of a path.
     *
     * @throws IllegalArgumentException when the message has no such field; says which it has
     */
    public static FieldColumn of(Descriptor message, String path) {
        List<Part> parts = new ArrayList<>();
        Descriptor type = message;
        String rest = path;
        while (true) {
            int dot = rest.indexOf('.');
            Matcher matcher = PART.matcher(dot < 0 ? rest : rest.substring(0, dot));
            FieldDescriptor field = matcher.matches() ? type.findFieldByName(matcher.group(1)) : null;
            if (field == null) {
                throw new IllegalArgumentException("column \"" + path + "\": no such field; " + fieldsOf(type));
            }
            rest = dot < 0 ? "" : rest.substring(dot + 1);
            if (field.isMapField()) {
                // The rest is the key, dots and all.
                parts.add(new Part(field, -1, rest));
                return new FieldColumn(path, parts);
            }
            parts.add(new Part(field, index(path, field, matcher.group(2)), ""));
            if (field.getJavaType() != JavaType.MESSAGE || FieldText.isTimestamp(field)) {
                if (!rest.isEmpty()) {
                    throw new IllegalArgumentException(
                            "column \"" + path + "\": " + field.getName() + " has no fields of its own");
                }
                return new FieldColumn(path, parts);
            }
            type = field.getMessageType();
            if (rest.isEmpty()) {
                rest = address(path, type);
            }
        }
    }

    /** The path as it was given. */
    public String path() {
        return path;
    }

    /** Puts a cell into a message; what is wrong with it when it does not fit. */
    public Optional<RuleViolation> set(Message.Builder message, String cell) {
        try {
            set(message, cell, 0);
            return Optional.empty();
        } catch (FieldTextException e) {
            return Optional.of(new RuleViolation(path, e.requirement(), '"' + cell + '"', "csv.type"));
        }
    }

    private void set(Message.Builder message, String cell, int depth) throws FieldTextException {
        Part part = parts.get(depth);
        FieldDescriptor field = part.field;
        if (field.isMapField()) {
            Message.Builder entry = message.newBuilderForField(field);
            entry.setField(field.getMessageType().findFieldByNumber(1), part.key);
            FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
            entry.setField(value, FieldText.value(value, cell));
            message.addRepeatedField(field, entry.build());
        } else if (depth == parts.size() - 1) {
            message.setField(field, FieldText.value(field, cell));
        } else if (field.isRepeated()) {
            while (message.getRepeatedFieldCount(field) <= part.index) {
                message.addRepeatedField(
                        field, message.newBuilderForField(field).buildPartial());
            }
            Message.Builder child = ((Message) message.getRepeatedField(field, part.index)).toBuilder();
            set(child, cell, depth + 1);
            message.setRepeatedField(field, part.index, child.buildPartial());
        } else {
            Message.Builder child = ((Message) message.getField(field)).toBuilder();
            set(child, cell, depth + 1);
            message.setField(field, child.buildPartial());
        }
    }

    private static int index(String path, FieldDescriptor field, @Nullable String text) {
        if (field.isRepeated() != (text != null)) {
            throw new IllegalArgumentException("column \"" + path + "\": "
                    + (text == null
                            ? field.getName() + " is a list: write " + field.getName() + "[0]"
                            : field.getName() + " is no list: leave out [" + text + "]"));
        }
        int index = text == null ? -1 : Integer.parseInt(text);
        if (index >= MOST_ELEMENTS) {
            throw new IllegalArgumentException("column \"" + path + "\": " + index + " is too far in the list");
        }
        return index;
    }

    private static String address(String path, Descriptor type) {
        return ADDRESSES.stream()
                .filter(name -> type.findFieldByName(name) != null)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("column \"" + path + "\": name a field of it; " + fieldsOf(type)));
    }

    private static String fieldsOf(Descriptor type) {
        return type.getFields().stream()
                .map(FieldDescriptor::getName)
                .collect(Collectors.joining(", ", "there are ", ""));
    }

    /** One name of a path; index -1 where there is none. */
    private record Part(FieldDescriptor field, int index, String key) {}
}
