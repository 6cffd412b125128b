/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.FailureCode;

/** What follows from a {@link FailureCode}: its kind, whether to try again, and what people can do. Stateless. */
public final class FailureCodes {
    private FailureCodes() {}

    /** With what a request fails that breaks a rule of the contract. */
    public static FailureCode of(RuleViolation violation) {
        return violation.rule().equals(RequestRules.FACE_CONSENT)
                ? FailureCode.CONSENT_MISSING
                : FailureCode.INVALID_REQUEST;
    }

    /**
     * Where the failure lies.
     *
     * @throws IllegalArgumentException for FAILURE_CODE_UNSPECIFIED and for numbers of a newer contract
     */
    public static FailureKind kind(FailureCode code) {
        return FailureKind.of(code);
    }

    /** Whether the same request can succeed later without anyone changing it. Unknown codes: no. */
    public static boolean retryable(FailureCode code) {
        return code != FailureCode.UNRECOGNIZED
                && code != FailureCode.FAILURE_CODE_UNSPECIFIED
                && kind(code) == FailureKind.INFRASTRUCTURE;
    }

    /** What to do next, in one sentence for the person who sent the request. */
    public static String advice(FailureCode code) {
        return switch (code) {
            case INVALID_REQUEST -> "Correct the named field and submit again.";
            case UNKNOWN_EXPERT -> "Choose an expert that this installation runs, or start a worker for it.";
            case BUCKET_NOT_ALLOWED -> "Use a bucket of your tenant, or have this one added to the tenant's buckets.";
            case CONSENT_MISSING -> "Name the record of the person's consent in consent_ref.";
            case INPUT_NOT_FOUND -> "Upload the picture first, and check bucket, key and version.";
            case INPUT_FORBIDDEN -> "Let the workers' identity read the object.";
            case INPUT_TOO_LARGE -> "Send a smaller file.";
            case INPUT_TOO_MANY_PIXELS -> "Send the picture with fewer megapixels.";
            case INPUT_UNSUPPORTED_FORMAT -> "Send JPEG, PNG or WebP; the content counts, not the name.";
            case INPUT_CORRUPT -> "Upload the picture again; the stored file is damaged or cut short.";
            case INPUT_CHANGED -> "The object was replaced since it was named: submit again with its present etag.";
            case INPUT_TOO_SMALL -> "Send the picture with more pixels.";
            case NO_PERSON -> "Send a photo that shows the person clearly.";
            case REGION_NOT_VISIBLE -> "Send a photo that shows the part of the body the product goes on, or a mask.";
            case MASK_REJECTED -> "Send another photo, or a mask of your own with the step.";
            case MASK_OVERRIDE_INVALID -> "Paint what may change white on black; not nothing and not everything.";
            case NO_PRODUCT -> "Send the product alone on a plain or transparent ground.";
            case MODEL_OUTPUT_INVALID -> "Try another seed; if it stays, the expert's bundle is at fault.";
            case OUT_OF_DEVICE_MEMORY -> "Use a worker whose device has more memory.";
            case ASSET_TOUCHED -> "Nothing was stored. Report the request id: this is a bug.";
            case INTERNAL -> "Report the request id: this is a bug.";
            case POISON -> "It stopped its workers again and again. Look at it in the dead-letter topic.";
            case STORE_UNAVAILABLE -> "Nothing to change in the request: it works again when the image store does.";
            case BROKER_UNAVAILABLE -> "Nothing to change in the request: it works again when Kafka does.";
            case ENGINE_UNAVAILABLE -> "Nothing to change in the request: it works again when the engine does.";
            case FAILURE_CODE_UNSPECIFIED, UNRECOGNIZED -> "The code is of a newer contract: update this program.";
        };
    }
}
