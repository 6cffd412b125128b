/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

/** A problem on its way to the client. Has no stack trace: it is no bug. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
