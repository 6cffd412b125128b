/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a worker is told, beside {@code tryon.s3} and {@code tryon.kafka}. */
@ConfigMapping(prefix = "tryon.worker")
public interface WorkerConfig {

    /** Names this process in events; the host's name when unset. */
    Optional<String> id();

    /** The experts that this pool serves: eye, shoes, face, top, bottom, dress, bg; unset: all that have a bundle. */
    Optional<List<String>> experts();

    /** Folder that holds a folder per expert. */
    @WithDefault("experts")
    Path bundles();

    /** Folder of a human-parsing model and its parser.yaml; bundles must have been trained on its masks. */
    Optional<Path> parser();

    /** Where libtorch computes: cpu, cuda:0, … */
    @WithDefault("cpu")
    String device();

    /** Threads of one operation on a CPU. */
    @WithDefault("2")
    int threads();

    /** Bulk jobs of one expert that this process has leased at a time; unset: two batches. */
    OptionalInt slots();

    /** Interactive jobs of one expert that it has leased beside them; unset: one batch. */
    OptionalInt interactiveSlots();

    /** Jobs of one expert that are denoised together; unset: 1 on a CPU, 8 on a GPU. */
    OptionalInt maximumBatch();

    /** How long a stop waits for jobs in flight before it releases them. */
    @WithDefault("30s")
    Duration drain();

    /** At most one progress event of a job in this time. */
    @WithDefault("1s")
    Duration progressEvery();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9464")
    int adminPort();

    Canary canary();

    /** Whether the device still paints is seen by letting it paint a blank crop. */
    interface Canary {
        /** Between two looks; zero looks at the start only. */
        @WithDefault("30s")
        Duration every();

        /** How long one may take before the worker is no longer ready. */
        @WithDefault("60s")
        Duration patience();
    }

    Limits limits();

    /** What is let in. */
    interface Limits {
        /** Bytes of one picture. */
        @WithDefault("67108864")
        long bytes();

        /** Megapixels of one picture, told from its header before anything is decoded. */
        @WithDefault("64")
        double megapixels();

        /** Pixels of a picture's shorter side. */
        @WithDefault("64")
        int minimumSide();
    }
}
