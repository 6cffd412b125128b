/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SlotIT {

    private static final Duration LOCK = Duration.ofSeconds(3);
    /** More than a slot does before it leases its largest handfuls. */
    private static final int MANY = 2_000;

    private static EmbeddedKafkaConfig config;
    private static EmbeddedKafka broker;
    private static KafkaClients clients;
    private static Admin admin;

    private final BlockingQueue<String> deliveries = new LinkedBlockingQueue<>();
    private final LeaseGate gate = new LeaseGate();
    private LeaseTurns turns = LeaseTurns.of(2, 1);
    private Duration drain = Duration.ZERO;
    private String topic;
    private String group;

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        config = EmbeddedKafkaConfig.of(folder).withProperty("group.share.min.record.lock.duration.ms", "1000");
        broker = EmbeddedKafka.start(config);
        clients = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()));
        admin = clients.admin("test");
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void provision(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        group = "group-" + topic;
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        lock(LOCK);
    }

    @AfterEach
    void noSlotThreadIsLeft() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("slot-"))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of()));
    }

    @Test
    void acceptsWhatIsDoneAndTakesNext() throws Exception {
        write("a", "b");

        try (Slot slot = slot(0, leased -> Acknowledgement.ACCEPT).start()) {
            assertThat(List.of(next(), next())).containsExactly("a#1", "b#1");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void deliversReleasedJobAgain() throws Exception {
        write("a");

        try (Slot slot = slot(
                        0,
                        leased -> leased.deliveryCount().orElseThrow() == 1
                                ? Acknowledgement.RELEASE
                                : Acknowledgement.ACCEPT)
                .start()) {
            assertThat(List.of(next(), next())).containsExactly("a#1", "a#2");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void deliversJobAgainWhenItThrows() throws Exception {
        write("a");

        try (Slot slot = slot(0, leased -> {
                    if (leased.deliveryCount().orElseThrow() == 1) {
                        throw new IllegalStateException("broken");
                    }
                    return Acknowledgement.ACCEPT;
                })
                .start()) {
            assertThat(List.of(next(), next())).containsExactly("a#1", "a#2");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void keepsLeaseOfJobThatTakesLongerThanLock() throws Exception {
        write("slow");
        CountDownLatch finish = new CountDownLatch(1);

        try (Slot slot = slot(0, leased -> {
                            finish.await();
                            return Acknowledgement.ACCEPT;
                        })
                        .start();
                Slot rival = slot(1, leased -> Acknowledgement.ACCEPT)) {
            assertThat(next()).isEqualTo("slow#1");
            rival.start();
            // Two locks long nothing is redelivered, though a rival waits for it.
            assertThat(deliveries.poll(2 * LOCK.toMillis(), TimeUnit.MILLISECONDS))
                    .isNull();
            finish.countDown();
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void leasesNothingElseWhileItRenews() throws Exception {
        write("slow", "next");
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch renewed = new CountDownLatch(4);

        try (Slot slot = slot(0, consumer -> counting(consumer, renewed::countDown), leased -> {
                            finish.await();
                            return Acknowledgement.ACCEPT;
                        })
                        .start();
                Slot rival = slot(1, leased -> Acknowledgement.ACCEPT)) {
            assertThat(next()).isEqualTo("slow#1");
            assertThat(renewed.await(1, TimeUnit.MINUTES)).as("renewed").isTrue();
            rival.start();
            // Had the busy slot's consumer taken it along with a renewal, it would come as a second delivery.
            assertThat(next()).isEqualTo("next#1");
            finish.countDown();
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void quickJobsInARowAreNotRenewed() throws Exception {
        lock(Duration.ofSeconds(30));
        write("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        AtomicInteger renewals = new AtomicInteger();

        try (Slot slot = slot(
                        0, consumer -> counting(consumer, renewals::incrementAndGet), leased -> Acknowledgement.ACCEPT)
                .start()) {
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
            // The first and the second, when a new group was slow to give out anything.
            assertThat(renewals).hasValueLessThanOrEqualTo(2);
        }
    }

    @Test
    void jobAfterALongOneIsRenewedBeforeItBegins() throws Exception {
        write("long", "next");
        BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
        AtomicInteger renewals = new AtomicInteger();

        try (Slot slot = slot(0, consumer -> counting(consumer, renewals::incrementAndGet), leased -> {
                    begun.add(renewals.longValue());
                    Thread.sleep(begun.size() == 1 ? LOCK.dividedBy(2).toMillis() : 0);
                    begun.add(renewals.longValue());
                    return Acknowledgement.ACCEPT;
                })
                .start()) {
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
            assertThat(begun).hasSize(4);
            List<Long> seen = List.copyOf(begun);
            assertThat(seen.get(2)).isGreaterThan(seen.get(1));
        }
    }

    @Test
    void everyRecordIsWorkedOnWhenJobsOutlastTheLock() throws Exception {
        write("a", "b", "c", "d", "e", "f");
        Job longWork = leased -> {
            Thread.sleep(LOCK.plusSeconds(1).toMillis());
            return Acknowledgement.ACCEPT;
        };

        try (Slot slot = slot(0, longWork).start();
                Slot rival = slot(1, longWork).start()) {
            awaitLag(0);
            assertThat(deliveries).containsExactlyInAnyOrder("a#1", "b#1", "c#1", "d#1", "e#1", "f#1");
            assertThat(slot.alive() && rival.alive()).isTrue();
        }
    }

    @Test
    void releasesJobInHandWhenItMustStop() throws Exception {
        write("endless");
        Slot slot = slot(0, leased -> {
                    new CountDownLatch(1).await();
                    return Acknowledgement.ACCEPT;
                })
                .start();
        assertThat(next()).isEqualTo("endless#1");

        slot.close();

        try (Slot other = slot(1, leased -> Acknowledgement.ACCEPT).start()) {
            // Closing may fetch and give back the record once more, so how often it was delivered is not fixed.
            assertThat(next()).startsWith("endless#").isNotEqualTo("endless#1");
            awaitLag(0);
            assertThat(other.alive()).isTrue();
        }
    }

    @Test
    void leasesNothingWhileTheGateIsShutAndGoesOnWhenItOpens() throws Exception {
        try (Slot slot = slot(0, leased -> Acknowledgement.ACCEPT).start()) {
            write("before");
            assertThat(next()).isEqualTo("before#1");
            awaitLag(0);

            gate.shut();
            await().until(() -> slot.state() == SlotState.PAUSED);
            write("after");
            assertThat(deliveries.poll(LOCK.toMillis(), TimeUnit.MILLISECONDS)).isNull();

            gate.open();
            assertThat(next()).isEqualTo("after#1");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void goesOnWhenTheBrokerComesBack() throws Exception {
        try (Slot slot = slot(0, leased -> Acknowledgement.ACCEPT).start()) {
            write("before");
            assertThat(next()).isEqualTo("before#1");

            stopAndStartBroker(() -> {});

            write("after");
            assertThat(nextOf("after")).startsWith("after#");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void jobThatEndsWhileTheBrokerIsAwayIsNotLost() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        try (Slot slot = slot(0, leased -> {
                    finish.await();
                    return Acknowledgement.ACCEPT;
                })
                .start()) {
            write("a");
            assertThat(next()).isEqualTo("a#1");

            stopAndStartBroker(finish::countDown);

            write("b");
            assertThat(nextOf("b")).startsWith("b#");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    /** What was acknowledged while the broker was away may come once more: delivery is at least once. */
    private String nextOf(String value) throws InterruptedException {
        String delivery = next();
        while (!delivery.startsWith(value + "#")) {
            delivery = next();
        }
        return delivery;
    }

    private static void stopAndStartBroker(Runnable meanwhile) {
        String servers = broker.bootstrapServers();
        broker.close();
        meanwhile.run();
        broker =
                EmbeddedKafka.start(config.withPort(Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1))));
    }

    @Test
    void leasesHandfulsWhileJobsEndAtOnce() throws Exception {
        write(numbered(MANY));
        List<Integer> sizes = new CopyOnWriteArrayList<>();

        try (Slot slot =
                growing(0, sizes::add, leased -> Acknowledgement.ACCEPT).start()) {
            awaitLag(0);
            assertThat(deliveries).containsExactlyInAnyOrder(delivered(MANY));
            assertThat(sizes).startsWith(1).contains(LeaseSize.MOST);
            // Nothing waits any more: the next is leased alone again.
            await().untilAsserted(() -> assertThat(sizes).endsWith(1));
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void handfulWithALongJobInItIsKeptAndDone() throws Exception {
        write(numbered(MANY));
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Job work = leased -> {
            if (sizes.contains(LeaseSize.MOST) && begun.getCount() > 0) {
                begun.countDown();
                Thread.sleep(2 * LOCK.toMillis());
            }
            return Acknowledgement.ACCEPT;
        };

        try (Slot slot = growing(0, sizes::add, work).start();
                Slot rival = slot(1, leased -> Acknowledgement.ACCEPT)) {
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
            int before = sizes.size();
            rival.start();
            awaitLag(0);
            assertThat(deliveries).containsExactlyInAnyOrder(delivered(MANY));
            await().until(() -> sizes.size() > before);
            assertThat(sizes.get(before)).isLessThan(LeaseSize.MOST);
            assertThat(slot.alive() && rival.alive()).isTrue();
        }
    }

    @Test
    void stoppedSlotReleasesWhatItHasNotBegunOfAHandful() throws Exception {
        write(numbered(MANY));
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Slot slot = growing(0, sizes::add, leased -> {
                    if (sizes.contains(LeaseSize.MOST)) {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    }
                    return Acknowledgement.ACCEPT;
                })
                .start();
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        deliveries.clear();

        slot.close();

        try (Slot other = slot(1, leased -> Acknowledgement.ACCEPT).start()) {
            for (int i = 0; i < LeaseSize.MOST; i++) {
                assertThat(next()).doesNotEndWith("#1");
            }
            awaitLag(0);
            assertThat(other.alive()).isTrue();
        }
    }

    @Test
    void handfulIsWorkedOnWhileItIsBeingAnnounced() throws Exception {
        write(numbered(MANY));
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        BlockingQueue<CompletableFuture<Acknowledgement>> unheard = new LinkedBlockingQueue<>();
        LeasedWork work = leased -> {
            if (!sizes.contains(LeaseSize.MOST)) {
                return CompletableFuture.completedFuture(Acknowledgement.ACCEPT);
            }
            CompletableFuture<Acknowledgement> end = new CompletableFuture<>();
            unheard.add(end);
            return end;
        };

        try (Slot slot = telling(0, growing(0, sizes::add), work).start()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> unheard.size() == LeaseSize.MOST);
            awaitLag(MANY - deliveries.size() + LeaseSize.MOST); // none of them before it was heard of
            sizes.clear();
            unheard.forEach(end -> end.complete(Acknowledgement.ACCEPT));
            awaitLag(0);
            assertThat(deliveries).containsExactlyInAnyOrder(delivered(MANY));
            assertThat(slot.alive()).isTrue();
        }
    }

    @Test
    void partitionIsWorkedOnWhileSlotsAskForOthers() throws Exception {
        int partitions = 3;
        turns = LeaseTurns.of(2 * partitions, partitions);
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
        Closing slots = new Closing();
        try {
            for (int i = 0; i < 2 * partitions; i++) {
                slots.add(slot(i, leased -> Acknowledgement.ACCEPT)).start();
            }
            for (int round = 0; round < 5; round++) {
                for (int partition = 0; partition < partitions; partition++) {
                    String value = round + " in " + partition;
                    write(partition, value);
                    assertThat(next()).isEqualTo(value + "#1");
                }
            }
        } finally {
            slots.close();
        }
    }

    /** What a slot asks for as it stops may be given to it, and costs a delivery; five make a dead letter of it. */
    @Test
    void slotsThatStopTogetherSpendFewDeliveries() throws Exception {
        int slots = 8;
        for (int round = 0; round < 5; round++) {
            CountDownLatch each = new CountDownLatch(slots);
            Job work = leased -> {
                each.countDown();
                each.await();
                return Acknowledgement.ACCEPT;
            };
            Closing stopping = new Closing();
            try {
                List<Slot> all = new ArrayList<>();
                for (int i = 0; i < slots; i++) {
                    all.add(stopping.add(slot(i, work)).start());
                }
                write(numbered(slots));
                awaitLag(0);
                Thread.sleep(LOCK.toMillis() / 3); // those whose turn it is ask again
                all.forEach(Slot::stop);
                write("late");
            } finally {
                stopping.close();
            }
            deliveries.clear(); // a slot may have had it before it was told to stop
            try (Slot other = slot(slots, leased -> Acknowledgement.ACCEPT).start()) {
                assertThat(next()).isIn("late#1", "late#2", "late#3");
                assertThat(other.alive()).isTrue();
            }
        }
    }

    /** They take no turns, and all of them ask. */
    @Test
    void slotsThatHaveHadNothingLoseNothingWhenTheyStopTogether() throws Exception {
        int slots = 12;
        drain = Duration.ofSeconds(30);
        Set<String> written = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Closing stopping = new Closing();
            try {
                List<Slot> all = new ArrayList<>();
                for (int i = 0; i < slots; i++) {
                    all.add(stopping.add(slot(i, leased -> Acknowledgement.ACCEPT))
                            .start());
                }
                awaitMembers(slots);
                Thread.sleep(2_500); // until each has been told its partition: two heartbeats
                all.forEach(Slot::stop);
                for (int i = 0; i < 20; i++) {
                    String value = round + "-" + i;
                    written.add(value);
                    write(value);
                    Thread.sleep(20);
                }
            } finally {
                stopping.close();
            }
        }
        try (Slot other = slot(slots, leased -> Acknowledgement.ACCEPT).start()) {
            awaitLag(0);
            assertThat(other.alive()).isTrue();
        }
        assertThat(deliveries)
                .extracting(delivery -> delivery.substring(0, delivery.indexOf('#')))
                .containsAll(written);
        assertThat(deliveries).allMatch(delivery -> delivery.matches(".+#[1-4]"));
    }

    @Test
    void whatCouldNotBeAnnouncedIsDeliveredAgain() throws Exception {
        write("a");
        LeasedWork work = leased -> leased.deliveryCount().orElseThrow() == 1
                ? CompletableFuture.failedFuture(new KafkaException("not taken"))
                : CompletableFuture.completedFuture(Acknowledgement.ACCEPT);

        try (Slot slot = telling(0, growing(0, records -> {}), work).start()) {
            assertThat(List.of(next(), next())).containsExactly("a#1", "a#2");
            awaitLag(0);
            assertThat(slot.alive()).isTrue();
        }
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    /** Each once. */
    private static String[] delivered(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "#1").toArray(String[]::new);
    }

    /** Work that nobody must hear of. */
    private interface Job {
        Acknowledgement process(ConsumerRecord<byte[], byte[]> leased) throws InterruptedException;
    }

    private Slot slot(int index, Job work) {
        return slot(index, consumer -> consumer, work);
    }

    /** @param sizes how many records it leases at a time, told when that changes */
    private Slot growing(int index, IntConsumer sizes, Job work) {
        return slot(index, growing(index, sizes), work);
    }

    private Slot.Source growing(int index, IntConsumer sizes) {
        AtomicInteger last = new AtomicInteger();
        IntFunction<ShareConsumer<byte[], byte[]>> consumers =
                records -> watched(clients.slotConsumer(group, "slot-" + index, records), (method, arguments) -> {
                    if (method.equals("poll")
                            && !arguments.contains(Duration.ZERO)
                            && last.getAndSet(records) != records) {
                        sizes.accept(records);
                    }
                });
        return new Slot.Source(consumers, List.of(topic), true, turns);
    }

    private Slot slot(int index, UnaryOperator<ShareConsumer<byte[], byte[]>> watched, Job work) {
        IntFunction<ShareConsumer<byte[], byte[]>> consumers =
                records -> watched.apply(clients.slotConsumer(group, "slot-" + index, records));
        return slot(index, new Slot.Source(consumers, List.of(topic), false, turns), work);
    }

    private Slot slot(int index, Slot.Source source, Job work) {
        return telling(index, source, leased -> CompletableFuture.completedFuture(work.process(leased)));
    }

    private Slot telling(int index, Slot.Source source, LeasedWork work) {
        LeasedWork recorded = leased -> {
            deliveries.add(text(leased.value()) + "#" + leased.deliveryCount().orElseThrow());
            return work.process(leased);
        };
        return new Slot(
                "slot-" + topic + "-" + index, source, recorded, new Slot.Terms(gate, drain, Clock.systemUTC()));
    }

    /** Counts renewals. */
    private static ShareConsumer<byte[], byte[]> counting(ShareConsumer<byte[], byte[]> consumer, Runnable renewed) {
        return watched(consumer, (method, arguments) -> {
            if (arguments.contains(AcknowledgeType.RENEW)) {
                renewed.run();
            }
        });
    }

    /** @param called the name of each method before it is called, and its arguments */
    @SuppressWarnings("unchecked")
    private static ShareConsumer<byte[], byte[]> watched(
            ShareConsumer<byte[], byte[]> consumer, BiConsumer<String, List<?>> called) {
        return (ShareConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                SlotIT.class.getClassLoader(), new Class<?>[] {ShareConsumer.class}, (proxy, method, arguments) -> {
                    called.accept(method.getName(), arguments == null ? List.of() : Arrays.asList(arguments));
                    try {
                        return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private String next() throws InterruptedException {
        String delivery = deliveries.poll(60, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within a minute").isNotNull();
        return delivery;
    }

    private void awaitMembers(int count) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(admin.describeShareGroups(List.of(group))
                                .all()
                                .get()
                                .values())
                        .singleElement()
                        .satisfies(described -> assertThat(described.members())
                                .hasSize(count)
                                .noneMatch(member ->
                                        member.assignment().topicPartitions().isEmpty())));
    }

    private void awaitLag(long lag) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                                        .partitionsToOffsetInfo(group)
                                        .get())
                                .extractingByKey(new TopicPartition(topic, 0))
                                .isNotNull()
                                .satisfies(offsets -> assertThat(offsets.lag()).contains(lag)));
    }

    private void write(String... values) throws Exception {
        write(0, values);
    }

    private void write(int partition, String... values) throws Exception {
        try (Producer<byte[], byte[]> producer = clients.producer("test")) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    private void lock(Duration lasts) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(
                                set("share.auto.offset.reset", "earliest"),
                                set("share.record.lock.duration.ms", Long.toString(lasts.toMillis())))))
                .all()
                .get();
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
