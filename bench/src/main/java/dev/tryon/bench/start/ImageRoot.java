/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The root folder of an image, as deploy/docker lays it out, and a way into it without a container runtime: a mount
 * namespace of its own and chroot, which need Linux and root. Immutable.
 *
 * @param folder what is {@code /} to whom runs inside
 */
public record ImageRoot(Path folder) {

    /** As the Dockerfile says. */
    private static final String USER = "65532:65532";

    private static final String MOUNT = "mount --bind \"$0\" \"$0\" && mount --rbind /proc \"$0/proc\""
            + " && mount --rbind /dev \"$0/dev\" && mount -t tmpfs tmpfs \"$0/tmp\"";

    public ImageRoot {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Whether this process may enter; if not, why. Empty: it may. */
    public static String whyNot() throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "the image is for Linux";
        }
        try {
            int code = new ProcessBuilder("unshare", "--mount", "true").start().waitFor();
            return code == 0 ? "" : "unshare --mount is not allowed; run as root";
        } catch (IOException e) {
            return "no unshare on the PATH";
        }
    }

    /** As a cluster runs it: no rights, nothing to write to but /tmp. */
    ProcessBuilder asInACluster(List<String> arguments) {
        String enter =
                MOUNT + " && mount -o remount,bind,ro \"$0\" && exec chroot --userspec=" + USER + " \"$0\" \"$@\"";
        return prepared(entering(enter), "@/app/options", arguments);
    }

    /**
     * With rights and a root that can be written to, by other options than the image's own. While an image is built
     * {@code /app} is a link to the folder's, since nothing may be mounted there.
     */
    ProcessBuilder asItsBuilder(String optionFile, List<String> arguments) throws IOException {
        Path app = Path.of("/app");
        return Files.exists(app) && Files.isSameFile(app, folder.resolve("app"))
                ? prepared(List.of(), "@" + optionFile, arguments)
                : prepared(entering(MOUNT + " && exec chroot \"$0\" \"$@\""), "@" + optionFile, arguments);
    }

    private List<String> entering(String script) {
        return List.of("unshare", "--mount", "sh", "-c", script, folder.toString());
    }

    private static ProcessBuilder prepared(List<String> enter, String options, List<String> arguments) {
        List<String> command = new ArrayList<>(enter);
        command.addAll(List.of("/app/jre/bin/java", options));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("ONEDNN_MAX_CPU_ISA", "SSE41"); // docs/adr/0090
        builder.environment().put("ATEN_CPU_CAPABILITY", "avx2"); // docs/adr/0095
        return builder;
    }

    /** Bytes of all its files. */
    public long bytes() throws IOException {
        return bytes(folder);
    }

    /** Bytes of what lies below a path of it, such as {@code app/lib}. */
    public long bytes(String below) throws IOException {
        return bytes(folder.resolve(below));
    }

    private static long bytes(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
