/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.FailureCode;

/** Where a failure lies: the hundred of its {@link FailureCode}. */
public enum FailureKind {
    /** 1xx: what was asked. */
    REQUEST(1),
    /** 2xx: the pictures named. */
    INPUT(2),
    /** 3xx: what may be painted. */
    MASK(3),
    /** 4xx: the painting. */
    EXPERT(4),
    /** 5xx: what the system stands on. The only kind that another try may mend. */
    INFRASTRUCTURE(5);

    private final int hundred;

    FailureKind(int hundred) {
        this.hundred = hundred;
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException for FAILURE_CODE_UNSPECIFIED and for numbers of a newer contract
     */
    static FailureKind of(FailureCode code) {
        if (code != FailureCode.UNRECOGNIZED) {
            for (FailureKind kind : values()) {
                if (kind.hundred == code.getNumber() / 100) {
                    return kind;
                }
            }
        }
        throw new IllegalArgumentException("failure code " + code + " has no kind; a Failed event never carries it");
    }
}
