/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.embedded;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this JVM, to show that what was closed left none behind. */
final class Threads {
    private Threads() {}

    static Set<Thread> alive() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    /** Waits until all threads that were not there {@code before} have ended. */
    static void awaitNoneMoreThan(Set<Thread> before) {
        await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> namesSince(before), Set::isEmpty);
    }

    private static Set<String> namesSince(Set<Thread> before) {
        return alive().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !ofTheJvm(name))
                .collect(Collectors.toSet());
    }

    /** Started by the first user, one for all, and kept: the JDK's own and the timers of Kafka's metrics library. */
    private static boolean ofTheJvm(String name) {
        return name.startsWith("metrics-meter-tick-thread")
                || name.equals("process reaper")
                || name.startsWith("ForkJoinPool.commonPool")
                || name.equals("Attach Listener")
                || name.startsWith("JFR ")
                || name.equals("Cleaner-0");
    }
}
