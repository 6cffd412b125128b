/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

/** A workflow document cannot be used; the message says where and what would be right. */
public final class InvalidWorkflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidWorkflowException(String message) {
        super(message);
    }
}
