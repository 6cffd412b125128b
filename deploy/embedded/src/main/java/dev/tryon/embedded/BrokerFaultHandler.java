/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a part of the broker calls when it meets a fault; keeps the first fatal one. Thread-safe. */
final class BrokerFaultHandler implements FaultHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaultHandler.class);

    private final String part;
    private final boolean fatal;
    private final Runnable action;
    private final AtomicReference<@Nullable String> firstFatal;

    /** @param action what the broker wants done at a fault: it counts them */
    BrokerFaultHandler(String part, boolean fatal, Runnable action, AtomicReference<@Nullable String> firstFatal) {
        this.part = part;
        this.fatal = fatal;
        this.action = action;
        this.firstFatal = firstFatal;
    }

    @Override
    public RuntimeException handleFault(String message, @Nullable Throwable cause) {
        String fault = part + ": " + message + (cause == null ? "" : ": " + cause);
        if (fatal && firstFatal.compareAndSet(null, fault)) {
            LOG.atError().setCause(cause).addKeyValue("fault", fault).log("embedded Kafka met a fatal fault");
        } else {
            LOG.atWarn().setCause(cause).addKeyValue("fault", fault).log("embedded Kafka met a fault");
        }
        action.run();
        return new FaultHandlerException(fault, cause);
    }
}
