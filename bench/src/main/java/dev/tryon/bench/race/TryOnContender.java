/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import com.google.protobuf.Timestamp;
import dev.tryon.bench.JavaProcess;
import dev.tryon.bench.chaos.ChaosServers;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.producer.TryOnClient;
import dev.tryon.producer.TryOnRequests;
import dev.tryon.proto.Endings;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.topics.Replication;
import dev.tryon.scheduler.topics.TopicPlan;
import dev.tryon.scheduler.topics.TopicProvisioner;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** tryon: a broker that syncs as Kafka does by default, and one worker that paints nothing. */
final class TryOnContender implements Contender {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int PADDING = 60;

    private final Closing closing = new Closing();
    private final Path folder;
    private final Path bundles;
    private final ChaosServers servers;
    private final TryOnClient client;
    private final Consumer<byte[], byte[]> results;
    private final List<Done> done = new ArrayList<>();
    private JavaProcess worker;

    TryOnContender(Path folder, Path bundles) throws IOException, InterruptedException {
        this.folder = folder;
        this.bundles = bundles;
        servers = closing.add(new ChaosServers(folder, List.of()));
        KafkaClients kafka = servers.kafka();
        try (Admin admin = kafka.admin("race-topics")) {
            new TopicProvisioner(admin, TopicPlan.builtIn(), Replication.of(1)).apply();
            worker = startedWorker();
            closing.add(() -> worker.close());
            client = closing.add(new TryOnClient(kafka, kafka.producer("race"), "/tryon/race", Clock.systemUTC()));
            results = closing.add(kafka.reader("race"));
            List<TopicPartition> partitions = results.partitionsFor(Topics.RESULTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            results.assign(partitions);
            results.seekToBeginning(partitions);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "tryon";
    }

    @Override
    public void enqueue(Load load) throws InterruptedException {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < load.count(); i++) {
            if (load.perSecond() > 0) {
                long due = begin + (long) (i * 1e9 / load.perSecond());
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
            sent.add(client.submit(request(load.millis())));
        }
        sent.forEach(CompletableFuture::join);
    }

    @Override
    public List<Done> done() {
        ConsumerRecords<byte[], byte[]> read = results.poll(POLL);
        while (!read.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : read) {
                CloudEventCodec.EVENTS
                        .decode(record)
                        .event()
                        .filter(event -> Endings.ends(event.message()))
                        .ifPresent(event -> done.add(done(event.message())));
            }
            read = results.poll(Duration.ZERO); // what has been fetched with those
        }
        return List.copyOf(done);
    }

    @Override
    public void forget() {
        done();
        done.clear();
    }

    @Override
    public void killWorker() throws IOException, InterruptedException {
        worker.kill();
        worker = startedWorker();
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(
                ProcessHandle.of(servers.processes().getOrDefault("broker", 0L)).orElseThrow(),
                ProcessHandle.of(worker.pid()).orElseThrow());
    }

    @Override
    public void close() {
        closing.close();
    }

    private static Done done(TryOnEvent event) {
        return new Done(event.getRequestId(), micros(event.getRequest().getSubmittedAt()), micros(event.getAt()));
    }

    private static long micros(Timestamp time) {
        return TimeUnit.SECONDS.toMicros(time.getSeconds()) + time.getNanos() / 1_000;
    }

    /** About 600 bytes. */
    private static TryOnRequest request(int millis) {
        return TryOnRequests.forTenant("race")
                .lane(Lane.LANE_BULK)
                .subject("s3://tryon/race/subject-of-a-job-that-is-not-painted.jpg")
                .step(Expert.EXPERT_TOP, "s3://tryon/race/product-of-a-job-that-is-not-painted.jpg")
                .output("s3://tryon/race/results")
                .label(PaintsNothing.MILLIS, Integer.toString(millis))
                .label("padding", "x".repeat(PADDING))
                .build()
                .toBuilder()
                .setSubmittedAt(now())
                .build();
    }

    private static Timestamp now() {
        Instant now = Instant.now();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    private JavaProcess startedWorker() throws IOException, InterruptedException {
        int port = JavaProcess.freePort();
        Map<String, String> settings = servers.settings();
        settings.put("tryon.worker.bundles", bundles.toString());
        settings.put("tryon.worker.experts", "top");
        settings.put("tryon.worker.threads", "1");
        settings.put("tryon.worker.slots", Integer.toString(SLOTS));
        settings.put("tryon.worker.interactive-slots", "0");
        settings.put("tryon.worker.admin-host", "127.0.0.1");
        settings.put("tryon.worker.admin-port", Integer.toString(port));
        JavaProcess started = JavaProcess.start(
                RaceWorkerMain.class,
                List.of("-Xmx768m"),
                settings.entrySet().stream()
                        .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
                        .toList(),
                folder.resolve("worker.log"));
        started.awaitOk(URI.create("http://127.0.0.1:" + port + "/health/ready"), START);
        return started;
    }
}
