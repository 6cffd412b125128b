/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds at an instant, as Linux's /proc tells it.
 *
 * @param memory resident, in mebibytes
 * @param handles open files, sockets included
 * @param connections open sockets
 */
record Vitals(double memory, int threads, int handles, int connections) {

    /** @throws UncheckedIOException when there is no such process */
    static Vitals of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            List<String> status = Files.readAllLines(process.resolve("status"));
            List<String> handles = handles(process.resolve("fd"));
            return new Vitals(number(status, "VmRSS:") / 1024.0, (int) number(status, "Threads:"), handles.size(), (int)
                    handles.stream()
                            .filter(target -> target.startsWith("socket:"))
                            .count());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what process " + pid + " holds", e);
        }
    }

    private static List<String> handles(Path folder) throws IOException {
        try (Stream<Path> handles = Files.list(folder)) {
            return handles.map(Vitals::target).toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }
}
