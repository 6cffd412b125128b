/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.gateway;

import dev.tryon.bench.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a gateway answered.
 *
 * @param accepted ids of all requests that it accepted
 * @param times of those accepted after warming up
 * @param refused how many it did not accept
 */
record Answers(Set<String> accepted, Samples times, int refused) {

    /** What {@link LoadMain} wrote. */
    static Answers read(Path file) throws IOException {
        Set<String> accepted = new HashSet<>();
        Samples times = new Samples();
        int refused = 0;
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            if (!words[0].equals("202")) {
                refused++;
                continue;
            }
            accepted.add(words[2]);
            if (!words[1].equals("warm")) {
                times.add(Double.parseDouble(words[1]));
            }
        }
        return new Answers(Set.copyOf(accepted), times, refused);
    }
}
