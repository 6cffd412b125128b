/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import dev.tryon.v1.Expert;

/** Requests that are valid. */
public final class SampleRequests {
    private SampleRequests() {}

    /** A top for Ada. */
    public static TryOnRequests top() {
        return TryOnRequests.forTenant("demo")
                .subject("s3://tryon/people/ada.jpg")
                .step(Expert.EXPERT_TOP, "s3://tryon/products/shirt.png")
                .output("s3://tryon/results/demo");
    }
}
