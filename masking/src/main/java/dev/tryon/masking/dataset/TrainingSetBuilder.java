/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.dataset;

import dev.tryon.masking.CanvasPictures;
import dev.tryon.masking.TryOnPreparation;
import dev.tryon.masking.evidence.Evidence;
import dev.tryon.masking.evidence.HumanParser;
import dev.tryon.masking.evidence.SuppliedDetector;
import dev.tryon.masking.evidence.SuppliedEvidence;
import dev.tryon.masking.photo.MatScope;
import dev.tryon.masking.photo.NativeOpenCv;
import dev.tryon.masking.photo.Photo;
import dev.tryon.masking.photo.PhotoLimits;
import dev.tryon.masking.photo.PhotoRejectedException;
import dev.tryon.masking.placement.Cutout;
import dev.tryon.masking.placement.ProductCutter;
import dev.tryon.masking.policy.MaskPolicy;
import dev.tryon.masking.policy.PolicyFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Makes shards of training pairs with the very code that production masks with. A shard depends on its pairs, the policy
 * and the options only, not on threads or on what was there before; one that exists and was made from the same is kept,
 * so an interrupted build goes on where it stopped. One build at a time.
 */
public final class TrainingSetBuilder {
    static {
        NativeOpenCv.load();
    }

    private static final PhotoLimits LIMITS = new PhotoLimits(100_000_000, 60, 16);

    private final MaskPolicy policy;
    private final TrainingSetOptions options;
    private final TryOnPreparation preparation;
    private final ShardFile shards;
    private final @Nullable Path parserFolder;
    private final Optional<String> parserFingerprint;
    /** One per building thread; nothing to close. */
    private final ThreadLocal<HumanParser> parser = ThreadLocal.withInitial(this::loadParser);

    public TrainingSetBuilder(MaskPolicy policy, TrainingSetOptions options) {
        this(policy, options, null, Optional.empty());
    }

    /**
     * With a human-parsing model beside the supplied evidence, as production has it beside its own.
     *
     * @throws IOException when the model cannot be used
     */
    public static TrainingSetBuilder withParser(MaskPolicy policy, TrainingSetOptions options, Path parser)
            throws IOException {
        return new TrainingSetBuilder(
                policy, options, parser, Optional.of(HumanParser.load(parser).fingerprint()));
    }

    private TrainingSetBuilder(
            MaskPolicy policy, TrainingSetOptions options, @Nullable Path parser, Optional<String> fingerprint) {
        this.parserFolder = parser;
        this.parserFingerprint = fingerprint;
        this.policy = policy;
        this.options = options;
        this.preparation = new TryOnPreparation(policy);
        this.shards = ShardFile.of(options.format());
    }

    /** How many pairs a folder holds. */
    public static int count(Path pairs) throws IOException {
        return TrainingPair.list(pairs).size();
    }

    /** How a build goes on. Called from the building thread, after each shard. */
    @FunctionalInterface
    public interface Progress {
        void shard(int done, int shards, int pairs, int rejected, boolean kept);
    }

    /** What came of it. */
    public record Summary(int shards, int pairs, int rejected) {}

    /**
     * Builds all shards.
     *
     * @throws IOException when a pair cannot be read, or shards of another build lie in {@code output}
     */
    public Summary build(Path pairs, Path output, Progress progress) throws IOException, InterruptedException {
        List<TrainingPair> all = TrainingPair.list(pairs);
        Files.createDirectories(output);
        int count = (all.size() + options.shardSize() - 1) / options.shardSize();
        int threadsBefore = Core.getNumThreads();
        // Pairs are what runs in parallel here, not the loops within one.
        Core.setNumThreads(1);
        ExecutorService pool = Executors.newFixedThreadPool(options.threads(), task -> {
            Thread thread = new Thread(task, "training-set");
            thread.setDaemon(true);
            return thread;
        });
        int done = 0;
        int rejected = 0;
        try {
            for (int shard = 0; shard < count; shard++) {
                int from = shard * options.shardSize();
                List<TrainingPair> part = all.subList(from, Math.min(all.size(), from + options.shardSize()));
                Path file = output.resolve(shards.name(shard));
                Map<String, String> metadata = metadata(part);
                boolean kept = Files.exists(file);
                int prepared = kept ? countOfSame(file, metadata) : write(file, part, metadata, pool);
                done += prepared;
                rejected += part.size() - prepared;
                progress.shard(shard + 1, count, done, rejected, kept);
            }
        } finally {
            pool.shutdownNow();
            Core.setNumThreads(threadsBefore);
        }
        return new Summary(count, done, rejected);
    }

    private Map<String, String> metadata(List<TrainingPair> part) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("expert", policy.expert());
        metadata.put("policy_fingerprint", PolicyFingerprint.of(policy, parserFingerprint));
        metadata.put("policy_version", Integer.toString(policy.version()));
        metadata.put(
                "canvas",
                policy.crop().canvas().width() + "x" + policy.crop().canvas().height());
        metadata.put("scale", Integer.toString(options.scale()));
        metadata.put("seed", Long.toString(options.seed()));
        metadata.put("jitter", Double.toString(options.jitter()));
        metadata.put(
                "pairs", part.get(0).name() + ".." + part.get(part.size() - 1).name());
        return metadata;
    }

    private int countOfSame(Path file, Map<String, String> wanted) throws IOException {
        Map<String, String> found = shards.metadata(file);
        for (var entry : wanted.entrySet()) {
            if (!entry.getValue().equals(found.get(entry.getKey()))) {
                throw new IOException("%s was made with %s %s, this build has %s; build into another folder"
                        .formatted(file, entry.getKey(), found.get(entry.getKey()), entry.getValue()));
            }
        }
        return Integer.parseInt(found.getOrDefault("count", "0"));
    }

    private int write(Path file, List<TrainingPair> part, Map<String, String> metadata, ExecutorService pool)
            throws IOException, InterruptedException {
        List<Future<Optional<ShardRow>>> futures = new ArrayList<>();
        for (TrainingPair pair : part) {
            Callable<Optional<ShardRow>> task = () -> row(pair);
            futures.add(pool.submit(task));
        }
        List<ShardRow> rows = new ArrayList<>();
        for (Future<Optional<ShardRow>> future : futures) {
            try {
                future.get().ifPresent(rows::add);
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e.getCause());
            }
        }
        if (rows.isEmpty()) {
            throw new IOException("every pair of " + metadata.get("pairs") + " was rejected");
        }
        metadata.put("count", Integer.toString(rows.size()));
        shards.write(file, rows, metadata);
        return rows.size();
    }

    /** Empty when the pair is one that production would reject. */
    private Optional<ShardRow> row(TrainingPair pair) throws IOException {
        UserJitter jitter = new UserJitter(
                policy.jitter(),
                options.jitter(),
                options.seed() ^ UserJitter.mix(pair.name().hashCode()));
        try (MatScope scope = new MatScope();
                Photo photo = Photo.decode(Files.readAllBytes(pair.photo()), LIMITS);
                Evidence evidence = evidence(pair, photo);
                Photo product = Photo.decode(Files.readAllBytes(pair.product()), LIMITS);
                Cutout cutout = cutter(pair).cut(product)) {
            Mat rgb = scope.track(photo.uprightRgb());
            try (CanvasPictures pictures = preparation.prepare(rgb, evidence, cutout, jitter)) {
                return Optional.of(ShardRow.of(pair.name(), pictures, options.scale()));
            }
        } catch (PhotoRejectedException e) {
            return Optional.empty();
        }
    }

    private Evidence evidence(TrainingPair pair, Photo photo) throws IOException, PhotoRejectedException {
        Evidence evidence = SuppliedEvidence.read(pair.evidence());
        if (parserFolder == null) {
            return evidence;
        }
        try (MatScope scope = new MatScope()) {
            return evidence.with(parser.get().parse(scope.track(photo.uprightRgb())));
        }
    }

    private HumanParser loadParser() {
        try {
            return HumanParser.load(Objects.requireNonNull(parserFolder, "a parser is asked for where there is one"));
        } catch (IOException e) {
            throw new UncheckedIOException("the human-parsing model changed while it was in use", e);
        }
    }

    private ProductCutter cutter(TrainingPair pair) {
        return ProductCutter.of(
                policy.recipe(), pair.hasProductEvidence() ? new SuppliedDetector(pair.productEvidence()) : null);
    }
}
