/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes as text when they are UTF-8, and not as question marks when they are not. Stateless. */
final class Utf8 {
    private Utf8() {}

    static Optional<String> text(byte[] bytes) {
        try {
            // A new decoder reports what it cannot read.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
