/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.page;

import static dev.tryon.bench.page.Bar.atLeast;
import static dev.tryon.bench.page.Bar.atMost;

import java.util.ArrayList;
import java.util.List;

/** All benches, their figures and the bars that the project set itself. */
final class Sections {

    static final List<Section> ALL = List.of(
            new Section(
                    "worker",
                    "The worker",
                    List.of(
                            Figure.of(
                                    "efficiency",
                                    "jobs/s of the whole worker under backlog ÷ the bare denoise loop's",
                                    atLeast(0.92)),
                            Figure.of(
                                    "shared_core_ratio",
                                    "the bare loop's jobs/s while another core hashes ÷ while it idles"),
                            Figure.of(
                                    "interactive_p95_ratio",
                                    "p95 latency of shoppers with the bulk lane saturated ÷ unloaded",
                                    atMost(2.5)),
                            Figure.of(
                                    "interactive_throughput_ratio",
                                    "throughput with both lanes ÷ bulk alone",
                                    atLeast(0.95)),
                            Figure.of(
                                    "djl_vs_python",
                                    "Python torch's time of a denoiser's forward ÷ ours, same file, same threads",
                                    atLeast(0.95)),
                            Figure.of(
                                    "rss_growth",
                                    "resident memory of the last quarter of the jobs ÷ the second's",
                                    atMost(1.05)))),
            new Section(
                    "masking",
                    "Masking, one core",
                    List.of(
                            Figure.of(
                                    "evidence_mask_crop_0_8mp_ms",
                                    "ms of evidence, mask and crop, 0.8 megapixels, median",
                                    atMost(300)),
                            Figure.of("evidence_mask_crop_1_6mp_ms", "the same, 1.6 megapixels", atMost(450)),
                            Figure.of("evidence_mask_crop_24mp_ms", "the same, 24 megapixels", atMost(1200)),
                            Figure.of("stitch_0_8mp_ms_per_megapixel", "ms of stitching per megapixel", atMost(60)),
                            Figure.of("stitch_1_6mp_ms_per_megapixel", "the same", atMost(60)),
                            Figure.of("stitch_24mp_ms_per_megapixel", "the same", atMost(60)))),
            new Section(
                    "masking-memory",
                    "Masking's memory",
                    List.of(
                            Figure.of(
                                    "native_growth_mib_per_1000_images",
                                    "MiB beside the Java heap per 1,000 pictures, after the first fifth"),
                            Figure.of("heap_growth_mib_per_1000_images", "MiB that live on the heap, likewise"),
                            Figure.of("resident_mib_end", "MiB of the process at the end"))),
            new Section(
                    "producer",
                    "The SDK",
                    List.of(
                            Figure.of(
                                    "sdk_vs_perf_test",
                                    "requests per second of the SDK ÷ Kafka's own kafka-producer-perf-test, records of the same size",
                                    atLeast(0.8)),
                            Figure.of("sdk_submitted_per_second", "requests per second of the SDK"))),
            new Section(
                    "gateway",
                    "The gateway",
                    List.of(
                            Figure.of(
                                    "gateway_accepted_per_second",
                                    "requests per second over 200 connections, at a fixed rate",
                                    atLeast(2000)),
                            Figure.of(
                                    "gateway_p99_ms", "ms from when a request was due to its answer, p99", atMost(100)),
                            Figure.of(
                                    "gateway_most_per_second",
                                    "requests per second, each connection as fast as it is answered"),
                            Figure.of("gateway_most_p99_ms", "ms to the answer then, p99"),
                            Figure.of("gateway_missing", "accepted requests that Kafka does not have", atMost(0)))),
            new Section(
                    "scheduler",
                    "The scheduler",
                    List.of(
                            Figure.of("release_rows_per_second", "campaign rows released per second", atLeast(20_000)),
                            Figure.of("release_peak_heap_mib", "MiB of its heap at most", atMost(256)),
                            Figure.of(
                                    "fairness_ratio",
                                    "time of a small tenant's campaign beside a large one's ÷ twice its time alone",
                                    atMost(1.2)))),
            new Section(
                    "approval",
                    "Approval",
                    List.of(
                            Figure.of(
                                    "ingest_per_second",
                                    "results per second from Kafka to judged items",
                                    atLeast(3000)),
                            Figure.of("queue_page_p95_ms", "ms of the queue's page over HTTP, p95", atMost(150)),
                            Figure.of(
                                    "queue_plans_without_index", "queries of the queue without an index", atMost(0)))),
            new Section(
                    "start",
                    "The worker's image",
                    List.of(
                            Figure.of(
                                    "start_to_ready_seconds",
                                    "seconds from the process's start to ready, with seven experts",
                                    atMost(5)),
                            Figure.of("image_megabytes", "megabytes of the image"))),
            new Section(
                    "chaos",
                    "Storms",
                    List.of(
                            Figure.of("requests", "requests that Kafka accepted during the storms"),
                            Figure.of("lost", "of them without an end", atMost(0)),
                            Figure.of("conflicting", "with two different ends", atMost(0)),
                            Figure.of("unrecognisable", "events told twice under two ids", atMost(0)),
                            Figure.of("touched_pixels", "pixels changed outside a mask", atMost(0)),
                            Figure.of("approval_missing", "ended requests that approval lacks", atMost(0)),
                            Figure.of("approval_different", "that ended otherwise there", atMost(0)),
                            Figure.of("approval_unjudged", "completed ones that nobody can judge there", atMost(0)),
                            Figure.of("control_arms", "runs with workers that are broken on purpose"),
                            Figure.of("control_arms_caught", "of them caught", atLeast(3)))),
            new Section(
                    "soak",
                    "Many small jobs",
                    List.of(
                            Figure.of("jobs", "requests through all services", atLeast(50_000)),
                            Figure.of("lost", "of them without an end", atMost(0)),
                            Figure.of("conflicting", "with two different ends", atMost(0)),
                            Figure.of("jobs_per_second", "requests per second, all processes on one machine"),
                            Figure.of(
                                    "trends",
                                    "measures of a process that stand higher at the end than in the middle",
                                    atMost(0)))),
            new Section("race", "The queue, beside others", race()));

    private Sections() {}

    /** Of the others there is no bar: they are there to be compared with. */
    private static List<Figure> race() {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("tryon_noops_per_second", "jobs per second that do nothing, one worker", atLeast(5000)),
                Figure.of("tryon_efficiency", "jobs of 100 ms done ÷ what 16 slots could do", atLeast(0.95)),
                Figure.of("tryon_start_p50_ms", "ms from enqueue to start at 50 jobs a second, median"),
                Figure.of("tryon_start_p99_ms", "the same, p99", atMost(15)),
                Figure.of("tryon_cpu_ms", "ms of processor for a job that does nothing, broker and worker"),
                Figure.of("tryon_lost", "jobs lost when the worker was killed", atMost(0)),
                Figure.of("tryon_doubled", "jobs run twice then")));
        for (String other : List.of("celery", "bullmq")) {
            for (String figure : List.of(
                    "noops_per_second", "efficiency", "start_p50_ms", "start_p99_ms", "cpu_ms", "lost", "doubled")) {
                figures.add(Figure.of(other + "_" + figure, "the same of " + other));
            }
        }
        return List.copyOf(figures);
    }
}
