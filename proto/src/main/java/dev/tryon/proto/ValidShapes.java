/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    // Found valid, and plain: the next request of the same sender mostly differs from it in ids and pictures only.
    private volatile @Nullable TryOnRequest last;

    /** Whether a request is valid since one that was seen is; false says nothing. */
    boolean vouchFor(TryOnRequest request) {
        if (!isPlain(request)) {
            return false;
        }
        TryOnRequest known = last;
        if (known != null && sameKind(known, request)) {
            return true;
        }
        TryOnRequest shape = shape(request);
        boolean seen;
        synchronized (shapes) {
            seen = shapes.contains(shape);
        }
        if (seen) {
            last = request;
        }
        return seen;
    }

    /** A request was found valid by the rules. */
    void found(TryOnRequest request) {
        if (isPlain(request)) {
            TryOnRequest shape = shape(request);
            synchronized (shapes) {
                shapes.add(shape);
            }
            last = request;
        }
    }

    /**
     * Whether two plain requests have one shape, told without making it: all is compared but what a shape replaces. A test
     * holds that no field is left out.
     */
    static boolean sameKind(TryOnRequest one, TryOnRequest other) {
        return one.getTenant().equals(other.getTenant())
                && one.getLaneValue() == other.getLaneValue()
                && sameSteps(one.getStepsList(), other.getStepsList())
                && one.hasOutput() == other.hasOutput()
                && one.getOutput().equals(other.getOutput())
                && one.getCampaignId().equals(other.getCampaignId())
                && one.getWorkflow().equals(other.getWorkflow())
                && one.getConsentRef().equals(other.getConsentRef())
                && one.getLabelsMap().equals(other.getLabelsMap())
                && one.getPosition() == other.getPosition()
                && one.getIntermediatesList().equals(other.getIntermediatesList())
                && one.hasPerson() == other.hasPerson()
                && one.getPerson().equals(other.getPerson())
                && one.getRedoOf().equals(other.getRedoOf())
                && one.hasOriginalSubject() == other.hasOriginalSubject()
                && one.getOriginalSubject().equals(other.getOriginalSubject())
                && one.getWebhook().equals(other.getWebhook())
                && one.getAttempt() == other.getAttempt()
                && one.getUnknownFields().equals(other.getUnknownFields());
    }

    private static boolean sameSteps(List<Step> some, List<Step> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            Step one = some.get(i);
            Step other = others.get(i);
            if (one.getExpertValue() != other.getExpertValue()
                    || one.hasMask() != other.hasMask()
                    || !one.getMask().equals(other.getMask())
                    || one.hasParameters() != other.hasParameters()
                    || !one.getParameters().equals(other.getParameters())
                    || one.getMaskModeValue() != other.getMaskModeValue()
                    || !one.getUnknownFields().equals(other.getUnknownFields())) {
                return false;
            }
        }
        return true;
    }

    /** Whether ids and pictures are valid beyond doubt. */
    static boolean isPlain(TryOnRequest request) {
        if (!isUuid(request.getRequestId()) || !isPlain(request.getSubject())) {
            return false;
        }
        for (Step step : request.getStepsList()) {
            if (!isPlain(step.getProduct())) {
                return false;
            }
        }
        return true;
    }

    /** A plain request with fixed ids and pictures. */
    static TryOnRequest shape(TryOnRequest request) {
        TryOnRequest.Builder shape = request.toBuilder()
                .setRequestId(ID)
                .setSubject(PICTURE)
                .clearSubmittedAt()
                .clearDeadline();
        for (int i = 0; i < request.getStepsCount(); i++) {
            shape.setSteps(i, request.getSteps(i).toBuilder().setProduct(PICTURE));
        }
        return shape.build();
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
