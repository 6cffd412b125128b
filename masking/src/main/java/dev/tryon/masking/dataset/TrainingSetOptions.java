/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

/**
 * What a training set is like.
 *
 * @param seed of all chance
 * @param jitter strength of the simulated users, [0, 1]; 0 is exactly production
 * @param scale canvas pixels per training pixel, along each side
 * @param shardSize pairs per file
 * @param threads that prepare pairs
 * @param format of the shards
 */
public record TrainingSetOptions(long seed, double jitter, int scale, int shardSize, int threads, Format format) {
    /** How a shard is written. */
    public enum Format {
        /** One tensor per kind of picture, pairs along its first axis. */
        SAFETENSORS,
        /** A tar with NumPy arrays and a JSON document per pair. */
        WEBDATASET
    }

    public TrainingSetOptions {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be in [0, 1], is " + jitter);
        }
        if (scale < 1 || scale > 16) {
            throw new IllegalArgumentException("scale must be in [1, 16], is " + scale);
        }
        if (shardSize < 1 || threads < 1) {
            throw new IllegalArgumentException("shard size and threads must be 1 or more");
        }
    }

    /** Of safetensors. */
    public TrainingSetOptions(long seed, double jitter, int scale, int shardSize, int threads) {
        this(seed, jitter, scale, shardSize, threads, Format.SAFETENSORS);
    }
}
