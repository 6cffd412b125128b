/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Quality;
import dev.tryon.v1.TryOnEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * The contract's messages as JSON (protobuf's JSON mapping), for files, terminals and HTTP. Fields keep the names
 * of the .proto, so that a field has one name in messages, rules and JSON; reading takes lowerCamelCase as well.
 * Unset fields are left out, except where a zero says something: counts of differing pixels, positions, cache hits.
 * Stateless and thread-safe.
 */
public final class ContractJson {
    private static final JsonFormat.Printer PRETTY = JsonFormat.printer()
            .preservingProtoFieldNames()
            .sortingMapKeys()
            .includingDefaultValueFields(tellingZeros());
    private static final JsonFormat.Printer LINE = PRETTY.omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private ContractJson() {}

    /** The message over several indented lines. */
    public static String pretty(Message message) {
        return print(PRETTY, message);
    }

    /** The message on one line, as in NDJSON. */
    public static String line(Message message) {
        return print(LINE, message);
    }

    /**
     * Reads a message from JSON.
     *
     * @param json one JSON object
     * @param builder where its fields go; returned
     * @throws InvalidProtocolBufferException when it is not JSON or not this message; its message says where
     */
    public static <B extends Message.Builder> B read(String json, B builder) throws InvalidProtocolBufferException {
        PARSER.merge(json, builder);
        return builder;
    }

    private static String print(JsonFormat.Printer printer, Message message) {
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException e) {
            // Only an Any of unknown type can fail to print, and the contract has none.
            throw new IllegalStateException(message.getDescriptorForType().getFullName() + " has no JSON form", e);
        }
    }

    private static Set<FieldDescriptor> tellingZeros() {
        Set<FieldDescriptor> fields = new HashSet<>(Quality.getDescriptor().getFields());
        fields.remove(Quality.getDescriptor().findFieldByNumber(Quality.MASK_REMARKS_FIELD_NUMBER));
        fields.add(Completed.getDescriptor().findFieldByNumber(Completed.CACHE_HIT_FIELD_NUMBER));
        fields.add(TryOnEvent.getDescriptor().findFieldByNumber(TryOnEvent.POSITION_FIELD_NUMBER));
        return fields;
    }
}
