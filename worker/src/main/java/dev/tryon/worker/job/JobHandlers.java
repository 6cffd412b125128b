/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import dev.tryon.masking.SubjectSight;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.platform.s3.BucketAccess;
import dev.tryon.platform.s3.ImageStore;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Point;
import dev.tryon.worker.WorkerMetrics;
import dev.tryon.worker.announce.Announcer;
import dev.tryon.worker.bundle.ExpertBundle;
import dev.tryon.worker.control.Cancellations;
import dev.tryon.worker.diffusion.Engine;
import dev.tryon.worker.lease.LeasedWork;
import dev.tryon.worker.store.ByteCache;
import dev.tryon.worker.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes a handler per slot of one expert from the parts that slots share. Thread-safe; owns none of the parts. */
public final class JobHandlers {

    private final Expert expert;
    private final Pictures pictures;
    private final Painting painting;
    private final ResultStore results;
    private final Telling telling;
    private final Clock clock;
    private final PaintingsUnderWay underWay = new PaintingsUnderWay();

    public JobHandlers(
            Expert expert, Pictures pictures, Painting painting, ResultStore results, Telling telling, Clock clock) {
        this.expert = expert;
        this.pictures = pictures;
        this.painting = painting;
        this.results = results;
        this.telling = telling;
        this.clock = clock;
    }

    /** A handler for one slot. */
    public LeasedWork handler() {
        Events events = new Events(clock, telling.worker());
        StepRunner steps = new StepRunner(
                expert,
                new InputReader(pictures.store(), pictures.buckets(), pictures.limits()),
                painting,
                new StepRunner.Keeping(new ResultWriter(results, telling.worker()), underWay));
        Retries retries = new Retries(events, clock);
        TryOnJob job = new TryOnJob(steps, events, retries, telling, clock);
        return new JobHandler(ExpertNames.name(expert), job, retries, telling, clock);
    }

    /** Where pictures come from and which are let in. */
    public record Pictures(ImageStore store, BucketAccess buckets, PhotoLimits limits) {}

    /**
     * What paints.
     *
     * @param sights evidence and masks of subjects seen before
     */
    public record Painting(
            ExpertBundle bundle, Engine engine, MaskerPool maskers, ByteCache<SubjectKey, SubjectSight> sights) {}

    /**
     * What evidence and mask of a subject depend on.
     *
     * @param sha256 of the subject
     * @param person whom the request points at
     */
    public record SubjectKey(String sha256, Expert expert, Optional<Point> person) {}

    /**
     * Who is told, in whose name, and who may call a job off.
     *
     * @param progressEvery at most one progress event of a job in this time
     * @param parkAfter how long a job waits for a dependency before it is handed to the scheduler
     * @param cancellations which jobs are called off
     * @param tracing records what a job does, each delivery a span
     */
    public record Telling(
            Announcer announcer,
            WorkerMetrics metrics,
            String worker,
            Duration progressEvery,
            Duration parkAfter,
            Cancellations cancellations,
            Tracing tracing) {}
}
