/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.photo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what OpenCV's Java classes hand to native code alive until native code returns.
 *
 * <p>They hand over a matrix's address, not the matrix. To a compiler the object is not used any more once its address
 * is read; the garbage collector may find it dead while native code works on its memory, and its finalizer deletes it
 * there: a corrupted heap. That is so for {@code mat.release()} as for {@code mat.submat(box).clone()}, and for
 * temporaries of OpenCV's own classes ({@code Core.merge} makes one of the list it is given), which no caller can hold.
 *
 * <p>The parameters and variables of an interpreted method are held until it returns: HotSpot's interpreter knows which
 * of them are references, not which are still needed. OpenCV's classes hardly do more than call native code, so they are
 * kept from being compiled, or inlined where they are called. Asked of the running JVM by compiler directives, which
 * work as {@code -XX:CompileCommand} does and need no option at the start. Stateless.
 */
final class HeldArguments {
    private static final String DIRECTIVES = """
            [
              {match: "org/opencv/*.*", Exclude: true},
              {match: "*.*", inline: "-org/opencv/*.*"}
            ]
            """;

    private static final String OPTION = "-XX:CompileCommand=exclude,org/opencv/*.*";

    private static final Logger log = LoggerFactory.getLogger(HeldArguments.class);

    private HeldArguments() {}

    /** Asks the JVM, once and before OpenCV is first used, unless it was told at its start; says so in the log where it cannot. */
    static void ask() {
        if (ManagementFactory.getRuntimeMXBean().getInputArguments().contains(OPTION)) {
            return;
        }
        try {
            Path file = Files.createTempFile("opencv", ".directives");
            try {
                Files.writeString(file, DIRECTIVES);
                String answer = add(file);
                if (!answer.startsWith("2 compiler directives added")) {
                    warn(answer, null);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException e) {
            warn(e.toString(), e);
        }
    }

    private static String add(Path file) throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesAdd",
                        new Object[] {new String[] {file.toString()}},
                        new String[] {String[].class.getName()}));
    }

    private static void warn(String answer, @Nullable Exception cause) {
        log.atWarn()
                .setCause(cause)
                .addKeyValue("answer", answer)
                .log("OpenCV's Java classes will be compiled, which can corrupt memory under load; run a HotSpot"
                        + " JVM with the module jdk.management, or with " + OPTION);
    }
}
