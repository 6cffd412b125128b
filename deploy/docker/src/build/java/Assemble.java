/* SPDX-License-Identifier: Apache-2.0 */
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays out the root folder of one service's image: a linked JRE, the class path, native libraries that the service would
 * otherwise unpack at each start, the few files of glibc that all of it needs, and a list of what is in it (CycloneDX).
 * Nothing else is in an image: no shell, no package manager. deploy/docker/build runs this, and so does the image's test.
 *
 * <p>Usage: {@code java Assemble.java HOME SERVICE ROOT}; HOME is built ({@code mvn package}), ROOT is new. SERVICE is a
 * key of {@link #MODULES}.
 */
final class Assemble {

    /** Where each service's class path was written by the build. */
    private static final Map<String, String> MODULES = Map.of(
            "worker", "worker",
            "scheduler", "scheduler",
            "gateway", "producer",
            "webhooks", "producer",
            "approval", "approval");

    /**
     * Found by name at run time, where jdeps cannot see it: TLS with elliptic curves, zip folders, gssapi of SASL, names,
     * directives to the compiler.
     */
    private static final String ALWAYS = "jdk.crypto.ec,jdk.zipfs,java.security.jgss,java.security.sasl,jdk.naming.dns,"
            + "java.management,jdk.management,jdk.httpserver,jdk.unsupported,jdk.net";

    /** Of java.desktop, which libraries ask for by name: what draws on a screen and would bring X11 along. */
    private static final List<String> SCREEN = List.of("libawt_xawt.so", "libjawt.so", "libsplashscreen.so", "libjsound.so");

    private static final String PLATFORM = "linux-x86_64";

    /** Native libraries in jars that are for other systems or processors. */
    private static final Pattern FOREIGN = Pattern.compile(".*\\.(dll|dylib|jnilib)"
            + "|.*(aarch64|arm|ppc|s390|riscv|loongarch|mips|freebsd|aix|sunos|/x86/|i386|android|darwin).*\\.so");

    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private final Path home;
    private final String service;
    private final Path root;
    private final Path app;
    private String libtorch = "";

    private Assemble(Path home, String service, Path root) {
        this.home = home;
        this.service = service;
        this.root = root;
        this.app = root.resolve("app");
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3 || !MODULES.containsKey(arguments[1])) {
            System.err.println("usage: java Assemble.java HOME SERVICE ROOT; services: " + MODULES.keySet());
            System.exit(64); // sysexits.h
        }
        if (Runtime.version().feature() < 25) {
            System.err.println("images run on Java 25; this is " + Runtime.version() + ": set JAVA_HOME to a JDK 25");
            System.exit(64);
        }
        Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
        new Assemble(home, arguments[1], Path.of(arguments[2]).toAbsolutePath().normalize()).run();
    }

    private void run() throws Exception {
        Map<String, Path> jars = jars();
        Files.createDirectories(app.resolve("lib"));
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            if (place(jar.getKey(), jar.getValue())) {
                names.add(jar.getKey());
            }
        }
        strip();
        jre(names);
        Files.writeString(app.resolve("options"), options(names));
        Files.writeString(app.resolve("sbom.cdx.json"), new Sbom(service, jars).json());
        if (service.equals("worker")) {
            for (Path bundle : bundles()) {
                copyTree(bundle, app.resolve("experts").resolve(bundle.getFileName()));
            }
        }
        system();
        System.out.printf(
                "%s: %d jars, JRE %s, %d MB%n", service, names.size(), Runtime.version(), megabytes(root));
    }

    /** What the service needs and what every image has, each once, in class path order. */
    private Map<String, Path> jars() throws IOException {
        Map<String, Path> jars = new LinkedHashMap<>();
        for (String module : List.of(MODULES.get(service), "deploy/docker")) {
            Path target = home.resolve(module).resolve("target");
            Path own;
            try (Stream<Path> files = Files.list(target)) {
                own = files.filter(file -> file.getFileName().toString().matches("tryon-[a-z-]+-\\d.*\\.jar"))
                        .filter(file -> !file.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
                        .findFirst()
                        .orElseThrow(() -> new IOException(target + " holds no jar; build first: mvn -Pquick package"));
            }
            jars.putIfAbsent(own.getFileName().toString(), own);
            for (String entry : Files.readString(target.resolve("runtime.classpath")).strip().split(":")) {
                jars.putIfAbsent(Path.of(entry).getFileName().toString(), Path.of(entry));
            }
        }
        return jars;
    }

    /** Copies a jar, its native libraries unpacked beside it. False when nothing of it is to be loaded as a class. */
    private boolean place(String name, Path jar) throws IOException {
        Path copy = app.resolve("lib").resolve(name);
        if (name.startsWith("pytorch-native-")) {
            unpack(jar, "pytorch/cpu/" + PLATFORM + "/", app.resolve("native/pytorch"));
            return false;
        }
        if (name.startsWith("opencv-")) {
            unpack(jar, "nu/pattern/opencv/linux/x86_64/", app.resolve("native/opencv"));
            without(jar, Pattern.compile(".*\\.(so|dll|dylib)"), copy);
            return true;
        }
        if (name.startsWith("pytorch-jni-")) { // as pytorch-jni-2.7.1-0.35.1.jar: libtorch's version and DJL's
            String[] versions = name.replace(".jar", "").split("-");
            libtorch = versions[2];
            for (String flavor : List.of("cpu", "cu128")) { // where DJL looks before it unpacks one
                Path cache = app.resolve("native/djl/pytorch/" + versions[2] + "-" + flavor + "-" + PLATFORM);
                unpack(jar, "jnilib/" + PLATFORM + "/" + flavor + "/", cache);
                Files.move(cache.resolve("libdjl_torch.so"), cache.resolve(versions[3] + "-libdjl_torch.so"));
            }
            without(jar, Pattern.compile("jnilib/.*\\.(so|dll|dylib)"), copy);
            return true;
        }
        if (holds(jar, FOREIGN)) {
            without(jar, FOREIGN, copy);
        } else {
            Files.copy(jar, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return true;
    }

    /** Takes names that only debuggers look at out of the native libraries: a fifth of libtorch. */
    private void strip() throws IOException, InterruptedException {
        Path libraries = app.resolve("native");
        if (!Files.exists(libraries)) {
            return;
        }
        try (Stream<Path> files = Files.walk(libraries)) {
            for (Path file : files.filter(Assemble::isNative).toList()) {
                command("strip", "--strip-unneeded", file.toString());
            }
        } catch (IOException e) {
            System.out.println("no strip on the PATH (Debian: apt-get install binutils): the image will be larger");
        }
    }

    /** A JRE of the modules that the jars ask for: modular ones say so, of the others jdeps tells. */
    private void jre(List<String> names) throws IOException {
        Set<String> modules = new TreeSet<>(List.of(ALWAYS.split(",")));
        List<String> plain = new ArrayList<>();
        List<String> all = names.stream().map(name -> app.resolve("lib/" + name).toString()).toList();
        for (String jar : all) {
            ModuleDescriptor module = ModuleFinder.of(Path.of(jar)).findAll().stream()
                    .map(reference -> reference.descriptor())
                    .filter(descriptor -> !descriptor.isAutomatic())
                    .findFirst()
                    .orElse(null);
            if (module == null) {
                plain.add(jar);
            } else {
                module.requires().stream()
                        .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
                        .forEach(modules::add);
            }
        }
        List<String> jdeps = new ArrayList<>(List.of(
                "--print-module-deps", "--ignore-missing-deps", "--multi-release", "17",
                "--class-path", String.join(":", all)));
        jdeps.addAll(plain);
        String told = tool("jdeps", jdeps).strip();
        modules.addAll(List.of(told.substring(told.lastIndexOf('\n') + 1).split(",")));
        tool("jlink", List.of(
                "--add-modules", String.join(",", modules), "--strip-java-debug-attributes", "--no-header-files",
                "--no-man-pages", "--output", app.resolve("jre").toString()));
        for (String library : SCREEN) {
            Files.deleteIfExists(app.resolve("jre/lib").resolve(library));
        }
    }

    /** The argument file of the launcher. A worker's archive of classes is used when it is there and fits, else ignored. */
    private String options(List<String> names) {
        List<String> lines = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:MaxRAMPercentage=" + (service.equals("worker") ? "35" : "70"),
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable", "-Xlog:all=error:stderr", // an archive's part that does not fit this processor is no news
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Duser.home=/tmp")); // the user has no home, and libraries look for their caches there
        if (service.equals("worker")) { // the environment of the CUDA variant says otherwise, and wins
            lines.addAll(List.of(
                    "-XX:AOTCache=/app/classes.aot",
                    "-XX:TieredStopAtLevel=1", // docs/adr/0091
                    "-XX:CompileCommand=quiet", "-XX:CompileCommand=exclude,org/opencv/*.*", // docs/adr/0052
                    "-Djava.library.path=/app/native/opencv",
                    "-DDJL_CACHE_DIR=/app/native/djl",
                    "-DPYTORCH_LIBRARY_PATH=/app/native/pytorch",
                    "-DPYTORCH_VERSION=" + libtorch,
                    "-DPYTORCH_FLAVOR=cpu"));
        }
        lines.add("-cp");
        lines.add(names.stream().map(name -> "/app/lib/" + name).collect(Collectors.joining(":")));
        lines.add("dev.tryon.container.ContainerMain");
        return String.join("\n", lines) + "\n";
    }

    /** The dynamic linker, the C and C++ libraries that what is in the image asks for, a user and a folder for scratch. */
    private void system() throws Exception {
        Set<Path> libraries = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(app, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Assemble::isNative).toList()) {
                Matcher found = LIBRARY.matcher(command("ldd", file.toString()));
                while (found.find()) {
                    Path library = Path.of(found.group(1));
                    if (!library.startsWith(root)) {
                        libraries.add(library);
                    }
                }
            }
        }
        for (Path library : libraries) {
            // Debian's /lib is a link to /usr/lib; in the image both are one folder of the shorter name.
            Path place = root.resolve(library.toString().replaceFirst("^/(usr/)?", ""));
            Files.createDirectories(place.getParent());
            Files.copy(library.toRealPath(), place, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "tryon:x:65532:65532:tryon:/tmp:/nonexistent\n");
        Files.writeString(root.resolve("etc/group"), "tryon:x:65532:\n");
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
        for (String folder : List.of("tmp", "proc", "dev", "sys")) { // what is mounted there is the container's
            Files.createDirectories(root.resolve(folder));
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static boolean isNative(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.contains(".so") || file.getParent().endsWith("jre/bin"));
    }

    private List<Path> bundles() throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("experts"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("bundle.json"))).sorted().toList();
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void unpack(Path jar, String folder, Path to) throws IOException {
        Files.createDirectories(to);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> e.getName().startsWith(folder)).toList()) {
                String name = entry.getName().substring(folder.length());
                if (!entry.isDirectory() && !name.contains("/")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, to.resolve(name));
                    }
                }
            }
        }
    }

    private static boolean holds(Path jar, Pattern names) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().anyMatch(entry -> names.matcher(entry.getName()).matches());
        }
    }

    private static void without(Path jar, Pattern names, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : zip.stream().filter(e -> !names.matcher(e.getName()).matches()).toList()) {
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(same);
                try (InputStream in = zip.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(jar));
    }

    private static String tool(String name, List<String> arguments) {
        StringWriter out = new StringWriter();
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this Java has no " + name + "; use a JDK"));
        int code = tool.run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(name + " failed: " + out);
        }
        return out.toString();
    }

    private static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return said;
    }

    private static long megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1_000_000;
        }
    }

    /** A CycloneDX list of an image's jars, from where they lie in the local Maven repository and from their bytes. */
    private record Sbom(String service, Map<String, Path> jars) {

        String json() throws Exception {
            Path repository = repository();
            List<String> components = new ArrayList<>();
            for (Map.Entry<String, Path> jar : jars.entrySet()) {
                components.add(component(jar.getKey(), jar.getValue(), repository));
            }
            return """
                    {
                      "bomFormat": "CycloneDX",
                      "specVersion": "1.6",
                      "version": 1,
                      "metadata": {"component": {"type": "container", "name": "tryon-%s"}},
                      "components": [
                    %s
                      ]
                    }
                    """.formatted(service, String.join(",\n", components));
        }

        /** The folder that holds all jars that this build did not make itself. */
        private Path repository() {
            List<Path> foreign = jars.values().stream().filter(jar -> !isOwn(jar)).toList();
            Path common = foreign.get(0).getParent();
            while (!startsAll(common, foreign)) {
                common = common.getParent();
            }
            return common;
        }

        private static boolean startsAll(Path folder, List<Path> jars) {
            return jars.stream().allMatch(jar -> jar.startsWith(folder));
        }

        private static boolean isOwn(Path jar) {
            return jar.getFileName().toString().startsWith("tryon-");
        }

        private static String component(String name, Path jar, Path repository) throws Exception {
            String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
            Matcher own = Pattern.compile("(tryon-[a-z-]+?)-(\\d.*)\\.jar").matcher(name);
            String group = "dev.tryon";
            String artifact;
            String version;
            if (isOwn(jar) && own.matches()) {
                artifact = own.group(1);
                version = own.group(2);
            } else {
                Path artifactFolder = jar.getParent().getParent();
                group = repository.relativize(artifactFolder.getParent()).toString().replace('/', '.');
                artifact = artifactFolder.getFileName().toString();
                version = jar.getParent().getFileName().toString();
            }
            return """
                        {"type": "library", "group": "%1$s", "name": "%2$s", "version": "%3$s",
                         "purl": "pkg:maven/%1$s/%2$s@%3$s", "hashes": [{"alg": "SHA-256", "content": "%4$s"}]}"""
                    .formatted(group, artifact, version, sha256);
        }
    }
}
