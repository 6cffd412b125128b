/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a broker from ending the whole JVM. A Kafka process that meets a fault (a disk that fails, a start that fails
 * half-way) halts itself, through a procedure that is one for the JVM and that can be replaced; hence the static state. The
 * replacement stays for good: a broker whose start failed may ask for the halt long after. As the procedure does not
 * say which broker asks, all that run are told. Thread-safe.
 */
final class BrokerFaults {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final Set<AtomicReference<@Nullable String>> RUNNING = new CopyOnWriteArraySet<>();

    private BrokerFaults() {}

    /** From here on, the first fault is put into {@code fault} instead of ending the JVM. */
    static void watch(AtomicReference<@Nullable String> fault) {
        RUNNING.add(fault);
        Exit.setHaltProcedure(BrokerFaults::report);
        Exit.setExitProcedure(BrokerFaults::report);
    }

    static void forget(AtomicReference<@Nullable String> fault) {
        RUNNING.remove(fault);
    }

    private static void report(int status, @Nullable String message) {
        String fault = message == null ? "the broker asked to end the process with status " + status : message;
        if (RUNNING.isEmpty()) {
            LOG.atDebug().addKeyValue("fault", fault).log("fault of a broker that is closed already");
            return;
        }
        LOG.atError().addKeyValue("fault", fault).log("embedded Kafka met a fatal fault");
        RUNNING.forEach(first -> first.compareAndSet(null, fault));
    }
}
