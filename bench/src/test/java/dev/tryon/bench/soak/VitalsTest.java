/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitalsTest {

    @TempDir
    private Path folder;

    @Test
    void countsWhatAProcessOpens() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Vitals before = Vitals.of(ProcessHandle.current().pid());
        List<AutoCloseable> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            InputStream in = Files.newInputStream(file);
            open.add(in);
            open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }

        Vitals after = Vitals.of(ProcessHandle.current().pid());

        for (AutoCloseable each : open) {
            each.close();
        }
        assertThat(after.handles() - before.handles()).isGreaterThanOrEqualTo(40);
        assertThat(after.connections() - before.connections()).isGreaterThanOrEqualTo(20);
        assertThat(after.memory()).isBetween(20.0, 20_000.0);
        assertThat(after.threads()).isGreaterThan(1);
    }

    @Test
    void saysWhichProcessIsNotThere() {
        assertThatThrownBy(() -> Vitals.of(999_999_999))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("999999999");
    }
}
