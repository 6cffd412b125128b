/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What commands tell scripts that is no message of the contract: an object a line. Stateless. */
final class JsonLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    /** @param members texts, numbers and truths, in the order in which they are printed */
    static String of(Map<String, ?> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts and numbers has a JSON form", e);
        }
    }
}
