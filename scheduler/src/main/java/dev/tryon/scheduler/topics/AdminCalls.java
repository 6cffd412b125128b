/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waiting for what the admin client was asked; the client has its own limits of time. */
final class AdminCalls {
    private AdminCalls() {}

    /** @param what the call, as a noun, for the message */
    static <T> T await(KafkaFuture<T> answer, String what) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ProvisioningException(what + " failed: " + reason(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException(what + " was interrupted", e);
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer from Kafka in time (" + cause.getMessage()
                    + "); check the bootstrap servers and, if the brokers want it, the security settings";
        }
        if (cause instanceof AuthorizationException) {
            return cause.getMessage()
                    + "; it takes the rights to describe, create, alter and configure topics and groups, and for ACLs"
                    + " to describe and alter the cluster";
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
