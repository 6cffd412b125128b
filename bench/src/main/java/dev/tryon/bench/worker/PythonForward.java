/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The same denoiser file run by Python's torch, bare: what DJL is held against. Immutable. */
final class PythonForward {

    private final String python;
    private final int threads;

    PythonForward(String python, int threads) {
        this.python = python;
        this.threads = threads;
    }

    /** Why there is nothing to hold DJL against; empty when Python has torch. */
    Optional<String> missing() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(python + " has no torch");
        } catch (IOException e) {
            return Optional.of("there is no " + python);
        }
    }

    /** Median milliseconds of one forward of the denoiser for a batch of one. */
    double milliseconds(ExpertBundle bundle, int count) throws IOException, InterruptedException {
        BundleManifest manifest = bundle.manifest();
        List<String> command = new ArrayList<>(List.of(python, "-"));
        command.add(Integer.toString(threads));
        command.add(Integer.toString(count));
        command.add(path(bundle, "conditioner"));
        command.add(path(bundle, "denoiser"));
        for (int side : new int[] {
            manifest.canvas().height(),
            manifest.canvas().width(),
            manifest.product().height(),
            manifest.product().width(),
            manifest.latent().channels(),
            manifest.latent().height(),
            manifest.latent().width()
        }) {
            command.add(Integer.toString(side));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        DeviceCore.keepAll(process.pid());
        try (var in = process.getOutputStream();
                InputStream script = PythonForward.class.getResourceAsStream("forward.py")) {
            if (script == null) {
                throw new IllegalStateException("forward.py is not on the class path");
            }
            script.transferTo(in);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("Python's forward failed: " + said);
        }
        return Double.parseDouble(said.substring(said.lastIndexOf('\n') + 1));
    }

    private static String path(ExpertBundle bundle, String function) {
        return bundle.file(function).toAbsolutePath().toString();
    }
}
