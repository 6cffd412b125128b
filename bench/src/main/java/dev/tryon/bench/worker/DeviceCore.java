/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what stands for the device on one core, the last that this process may use, so that loops that are held against
 * each other run on the same one: the cores of a virtual machine may differ by a fifth, as their neighbours are, and a
 * thread stays for minutes where it is. Linux only; elsewhere threads run where they like. Stateless.
 */
final class DeviceCore {

    private static final Logger log = LoggerFactory.getLogger(DeviceCore.class);
    /** Of glibc's {@code cpu_set_t}. */
    private static final int MASK_BYTES = 128;

    private static final Path PROC = Path.of("/proc");

    private DeviceCore() {}

    /** The thread that steps a process's jobs. */
    static void keepDevice(long pid) {
        threads(pid).stream().filter(thread -> name(thread).equals("device")).forEach(DeviceCore::keep);
    }

    /** A process and all that it starts. */
    static void keepAll(long pid) {
        threads(pid).forEach(DeviceCore::keep);
    }

    private static List<Path> threads(long pid) {
        try (Stream<Path> tasks = Files.list(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            return tasks.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // has ended
        }
    }

    private static void keep(Path thread) {
        int id = Integer.parseInt(thread.getFileName().toString());
        try (Memory allowed = new Memory(MASK_BYTES);
                Memory last = new Memory(MASK_BYTES)) {
            allowed.clear();
            last.clear();
            affinity("sched_getaffinity", id, allowed);
            for (int at = MASK_BYTES - 1; at >= 0; at--) {
                int bits = allowed.getByte(at) & 0xff;
                if (bits != 0) {
                    last.setByte(at, (byte) Integer.highestOneBit(bits));
                    affinity("sched_setaffinity", id, last);
                    return;
                }
            }
        }
    }

    private static void affinity(String call, int thread, Memory mask) {
        int answer = Function.getFunction("c", call).invokeInt(new Object[] {thread, new NativeLong(MASK_BYTES), mask});
        if (answer < 0) {
            log.atWarn().addKeyValue("call", call).addKeyValue("thread", thread).log("a thread runs where it likes");
        }
    }
}
