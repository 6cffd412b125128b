/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a worker is told, beside {@code tryon.s3} and {@code tryon.kafka}. */
@ConfigMapping(prefix = "tryon.worker")
public interface WorkerConfig {

    /** Names this process in events; the host's name when unset. */
    Optional<String> id();

    /** The experts that this pool serves: eye, shoes, face, top, bottom, dress, bg; unset: all that have a bundle. */
    Optional<List<String>> experts();

    /** Folder that holds a folder per expert, or the same in S3: s3://bucket/prefix. */
    @WithDefault("experts")
    String bundles();

    /** Folder where bundles from S3 are kept; unset: tryon-bundles in the system's folder for temporary files. */
    Optional<Path> bundleCache();

    /** Bytes of experts on the device at a time; unset: all stay there. */
    OptionalLong memoryBudgetBytes();

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

    /** Bytes of memory for subjects seen lately: half for pictures, half for evidence and masks; 0 keeps none. */
    @WithDefault("134217728")
    long cacheBytes();

    /** How long a stop waits for jobs in flight before it releases them. */
    @WithDefault("30s")
    Duration drain();

    /** How long a job keeps its lease while the image store does not answer; then it waits in tryon.retries. */
    @WithDefault("1m")
    Duration parkAfter();

    /** At most one progress event of a job in this time. */
    @WithDefault("1s")
    Duration progressEvery();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9464")
    int adminPort();

    Comfyui comfyui();

    /** The server of experts that are ComfyUI workflows. */
    interface Comfyui {
        /** As http://gpu-1:8188; required when a bundle's engine is comfyui. */
        Optional<URI> url();
    }

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

    Kubernetes kubernetes();

    /** What the cluster is told, where there is one. */
    interface Kubernetes {
        /** Whether a pool that shrinks shall be told which pods are busy. */
        @WithDefault("true")
        boolean deletionCost();

        /** At most one update of the pod in this time. */
        @WithDefault("15s")
        Duration every();
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
