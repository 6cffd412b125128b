/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a scheduler is told, beside {@code tryon.s3} and {@code tryon.kafka}. */
@ConfigMapping(prefix = "tryon.scheduler")
public interface SchedulerConfig {

    /** Names this process in events; the host's name when unset. */
    Optional<String> id();

    /** Tenant to its share of every pool relative to the others; 1 for those that are not named. */
    Map<String, Double> weights();

    /** How often the request topics are looked at. */
    @WithDefault("400ms")
    Duration lookEvery();

    /** Seconds of a device that a job is taken to need before the first was measured. */
    @WithDefault("2")
    double assumedSeconds();

    /** Manifests that are read at a time, per partition of tryon.campaigns. */
    @WithDefault("32")
    int openManifests();

    /** Threads that read manifests. */
    @WithDefault("2")
    int manifestThreads();

    /** Where health and metrics are served. */
    @WithDefault("0.0.0.0")
    String adminHost();

    /** 0 takes a free port. */
    @WithDefault("9465")
    int adminPort();

    Backlog backlog();

    Retries retries();

    Scaling scaling();

    /** How much of campaigns stands ready for each pool. */
    interface Backlog {
        /** What a pool does in this time, by its measured rate. */
        @WithDefault("30s")
        Duration ahead();

        /** Rows that stand ready in any case. */
        @WithDefault("64")
        long minimumRows();
    }

    /** Requests that come back later. */
    interface Retries {
        /** Share of a pool's ready backlog that retries may fill, per partition of tryon.retries. */
        @WithDefault("0.25")
        double share();

        /** After so many tries a request fails with its last code. */
        @WithDefault("8")
        int maximumAttempts();

        /** Whole records in memory, per partition; of the others only place and time. */
        @WithDefault("10000")
        int held();
    }

    /** How many workers each pool should have. */
    interface Scaling {
        /** How long a shopper may wait for a worker. */
        @WithDefault("10s")
        Duration interactiveWait();

        /** How long what campaigns have, released or not, may take. */
        @WithDefault("30m")
        Duration bulkWithin();

        /** From ordering a worker to its first job. */
        @WithDefault("90s")
        Duration coldStart();

        /** How busy workers may be with shoppers. */
        @WithDefault("0.7")
        double utilisation();

        /** Of one pool. */
        @WithDefault("200")
        int maximumReplicas();

        /** How long fewer must have sufficed before there are fewer. */
        @WithDefault("5m")
        Duration downAfter();

        /** How long a pool must have had nothing to do before its last worker goes. */
        @WithDefault("10m")
        Duration zeroAfter();

        /** Where KEDA asks. */
        @WithDefault("0.0.0.0")
        String host();

        /** 0 takes a free port. */
        @WithDefault("9466")
        int port();
    }
}
