/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A reviewer as sessions and bulk orders keep them. Stateless. */
public final class ReviewerJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReviewerJson() {}

    public static String write(Reviewer reviewer) {
        try {
            return JSON.writeValueAsString(reviewer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reviewer has no JSON form", e);
        }
    }

    public static Reviewer read(String json) {
        try {
            return JSON.readValue(json, Reviewer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a reviewer: " + json, e);
        }
    }
}
