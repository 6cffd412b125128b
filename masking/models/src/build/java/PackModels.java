/* SPDX-License-Identifier: Apache-2.0 */
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts MediaPipe's models into the folder that becomes the jar; run by the build as a single-file program.
 *
 * <p>Arguments: the module's folder (package.json, models.sha256) and the folder to write to. Every model must have the
 * sha256 that models.sha256 names. What is already in place stays; npm runs only when node_modules lacks a model, so a
 * second build needs neither npm nor the network.
 */
final class PackModels {
    /** Where a model lies within node_modules; {@code length} 0 means the whole file. */
    private record Source(String path, int offset, int length) {}

    private static final Map<String, Source> SOURCES = Map.of(
            "selfie_segmentation.tflite", whole("@mediapipe/selfie_segmentation/selfie_segmentation.tflite"),
            "face_detection_full_range.tflite", whole("@mediapipe/face_detection/face_detection_full_range.tflite"),
            "face_detection_short_range.tflite", whole("@mediapipe/face_detection/face_detection_short_range.tflite"),
            "pose_landmark_full.tflite", whole("@mediapipe/holistic/pose_landmark_full.tflite"),
            // An Emscripten archive: the model is a slice of it.
            "face_landmark.tflite",
                    new Source("@mediapipe/holistic/holistic_solution_packed_assets.data", 248_408, 1_241_896));

    private final Path module;
    private final Path output;
    private final Map<String, String> sha256 = new LinkedHashMap<>();

    private PackModels(Path module, Path output) throws IOException {
        this.module = module;
        this.output = output;
        Path list = module.resolve("src/main/resources/dev/tryon/masking/models/models.sha256");
        for (String line : Files.readAllLines(list)) {
            String[] hashAndName = line.split("  ");
            sha256.put(hashAndName[1], hashAndName[0]);
        }
    }

    public static void main(String[] args) throws Exception {
        try {
            new PackModels(Path.of(args[0]), Path.of(args[1])).run();
        } catch (IOException e) {
            System.err.println("[ERROR] " + e.getMessage());
            System.exit(1);
        }
    }

    private static Source whole(String path) {
        return new Source(path, 0, 0);
    }

    private void run() throws Exception {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        if (!allInNodeModules(missing)) {
            npmCi();
        }
        Files.createDirectories(output);
        for (String name : missing) {
            byte[] model = read(name);
            if (!sha256.get(name).equals(hash(model))) {
                throw new IOException(name + ": sha256 is " + hash(model) + " where models.sha256 says "
                        + sha256.get(name) + "; delete " + module.resolve("node_modules") + " and build again");
            }
            Files.write(output.resolve(name), model);
        }
        System.out.println("packed " + missing.size() + " MediaPipe models into " + output);
    }

    private List<String> missing() throws Exception {
        List<String> missing = new ArrayList<>();
        for (var entry : sha256.entrySet()) {
            Path file = output.resolve(entry.getKey());
            if (!Files.isRegularFile(file) || !hash(Files.readAllBytes(file)).equals(entry.getValue())) {
                missing.add(entry.getKey());
            }
        }
        return missing;
    }

    private boolean allInNodeModules(List<String> names) throws Exception {
        for (String name : names) {
            Source source = SOURCES.get(name);
            Path file = module.resolve("node_modules").resolve(source.path);
            if (!Files.isRegularFile(file)
                    || Files.size(file) < (long) source.offset + source.length
                    || !hash(read(name)).equals(sha256.get(name))) {
                return false;
            }
        }
        return true;
    }

    private byte[] read(String name) throws IOException {
        Source source = SOURCES.get(name);
        byte[] bytes = Files.readAllBytes(module.resolve("node_modules").resolve(source.path));
        return source.length == 0 ? bytes : Arrays.copyOfRange(bytes, source.offset, source.offset + source.length);
    }

    private void npmCi() throws IOException, InterruptedException {
        String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
        List<String> command = List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        System.out.println("fetching MediaPipe's models, once (about 45 MB): " + String.join(" ", command));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(module.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "npm is needed once, to fetch MediaPipe's models, and was not found on the PATH. Install npm 9 or"
                            + " newer (Debian and Ubuntu: apt-get install npm; macOS: brew install node; others:"
                            + " https://nodejs.org), then build again.",
                    e);
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("npm ci ended with " + exit + " in " + module
                    + " (its output is above). It needs the npm registry that `npm config get registry` names.");
        }
    }

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
