/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import com.google.protobuf.Message;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.fields.JsonFields;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads bodies, within limits. Stateless. */
final class Bodies {
    private Bodies() {}

    /** Reads one message of JSON; refuses what is none, 400, 413 or 415. */
    static void read(Context context, int longest, Message.Builder into) {
        requireType(context, "application/json");
        parse(bytes(context, longest), into).ifPresent(problem -> {
            throw problem.thrown();
        });
    }

    /** Bytes as a message; or what is wrong with them. */
    static Optional<Problem> parse(byte[] bytes, Message.Builder into) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of(Problem.field(400, "malformed", "", "the body must be UTF-8", ""));
        }
        Optional<RuleViolation> violation = JsonFields.read(text, into);
        return violation.map(found -> Problem.fields(400, "malformed", List.of(found)));
    }

    /** 415 unless the body says that it is of a type. */
    static void requireType(Context context, String type) {
        String given = context.contentType();
        String bare = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!bare.equals(type)) {
            throw Problem.field(415, "unsupported-type", "Content-Type", "must be " + type, bare)
                    .thrown();
        }
    }

    private static byte[] bytes(Context context, int longest) {
        try (InputStream body = context.req().getInputStream()) {
            byte[] bytes = body.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw Problem.field(413, "too-large", "", "the body must have at most " + longest + " bytes", "")
                        .thrown();
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.of(400, "malformed", "the body broke off; send it again")
                    .thrown();
        }
    }
}
