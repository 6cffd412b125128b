/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shapes of requests that were found valid. Requests of one sender differ in ids and in which pictures they name, and in little
 * else; the rules cost some 20 µs, and a campaign has millions of rows. So a request's shape is the request with those
 * parts replaced by fixed valid ones, each only when it is valid beyond doubt by plain code that is stricter than
 * the rule. No rule relates those parts to others; so when the shape is valid, the request is. What plain code doubts
 * goes to the rules. Thread-safe.
 */
final class ValidShapes {
    private static final int MOST = 1_024;
    private static final int LONGEST_URI = 1_000;
    private static final ImageRef PICTURE =
            ImageRef.newBuilder().setUri("s3://bucket/key").build();
    private static final String ID = "00000000-0000-4000-8000-000000000000";

    private final Set<TryOnRequest> shapes = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TryOnRequest, Boolean> eldest) {
            return size() > MOST;
        }
    });

    synchronized boolean contains(TryOnRequest shape) {
        return shapes.contains(shape);
    }

    synchronized void add(TryOnRequest shape) {
        shapes.add(shape);
    }

    /** Empty when a part is not valid beyond doubt. */
    static Optional<TryOnRequest> of(TryOnRequest request) {
        if (!isUuid(request.getRequestId()) || !isPlain(request.getSubject())) {
            return Optional.empty();
        }
        TryOnRequest.Builder shape = request.toBuilder()
                .setRequestId(ID)
                .setSubject(PICTURE)
                .clearSubmittedAt()
                .clearDeadline();
        for (int i = 0; i < request.getStepsCount(); i++) {
            Step step = request.getSteps(i);
            if (!isPlain(step.getProduct())) {
                return Optional.empty();
            }
            shape.setSteps(i, step.toBuilder().setProduct(PICTURE));
        }
        return Optional.of(shape.build());
    }

    private static boolean isPlain(ImageRef picture) {
        return isPlainUri(picture.getUri())
                && picture.getEtag().length() <= 100
                && picture.getVersionId().length() <= 1_000
                && (picture.getSha256().isEmpty()
                        || (picture.getSha256().length() == 64 && isHex(picture.getSha256(), 0, 64)));
    }

    /** {@code s3://}, a bucket of lower-case letters, digits and inner hyphens, and a key of printable ASCII. */
    private static boolean isPlainUri(String uri) {
        int slash = uri.indexOf('/', 5);
        if (!uri.startsWith("s3://") || slash < 8 || slash > 68 || slash + 1 >= uri.length()) {
            return false;
        }
        for (int i = 5; i < slash; i++) {
            char c = uri.charAt(i);
            boolean inner = c == '-' && i > 5 && i < slash - 1;
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || inner)) {
                return false;
            }
        }
        for (int i = slash + 1; i < uri.length(); i++) {
            if (uri.charAt(i) <= ' ' || uri.charAt(i) > '~') {
                return false;
            }
        }
        return uri.length() <= LONGEST_URI;
    }

    private static boolean isUuid(String text) {
        return text.length() == 36
                && isHex(text, 0, 8)
                && text.charAt(8) == '-'
                && isHex(text, 9, 13)
                && text.charAt(13) == '-'
                && isHex(text, 14, 18)
                && text.charAt(18) == '-'
                && isHex(text, 19, 23)
                && text.charAt(23) == '-'
                && isHex(text, 24, 36);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
