/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.ConfirmedWrites;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.telemetry.OpenSpan;
import dev.tryon.platform.telemetry.Tracing;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.RequestEnd;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.LaneNames;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.proto.cloudevents.TraceContext;
import dev.tryon.v1.CancelRequest;
import dev.tryon.v1.Control;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Puts try-on requests into Kafka.
 *
 * <pre>{@code
 * try (TryOnClient client = TryOnClient.builder().bootstrapServers("kafka:9092").build()) {
 *     Submitted submitted = client.submit(request).join();
 *     Optional<TryOnEvent> end = client.awaitResult(submitted, Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>Kafka's acknowledgement is the acceptance: the client writes the request and nothing else, and once
 * {@link #submit} completes the request is on all in-sync replicas. Within one client a retry never writes a request
 * twice (idempotent producer). After a failure it may or may not be there; submit the same request, with the same id,
 * again: equal requests have equal results and equal event ids, so nothing is painted or announced twice.
 *
 * <p>Thread-safe; one client serves a whole process. Whoever builds it closes it.
 */
public final class TryOnClient implements AutoCloseable {
    // Events are stamped by the clock of the worker that writes them: allow for it to be behind ours.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(30);

    // Hides some milliseconds of a broker's acknowledgement at full speed, and holds some hundred kilobytes.
    private static final int MOST_AHEAD = 1_000;

    private final KafkaClients clients;
    private final Producer<byte[], byte[]> producer;
    private final ConfirmedWrites kafka;
    private final String source;
    private final Clock clock;
    private final Tracing tracing;

    /**
     * A client over a producer that it takes over, which traces nothing.
     *
     * @param clients makes the consumers of {@link #awaitResult}
     * @param producer closed with the client
     * @param source who submits, a URI reference: {@code /shop/checkout}
     * @param clock dates requests that have no submission time
     */
    public TryOnClient(KafkaClients clients, Producer<byte[], byte[]> producer, String source, Clock clock) {
        this(clients, producer, source, clock, Tracing.off());
    }

    /**
     * A client over a producer that it takes over.
     *
     * @param clients makes the consumers of {@link #awaitResult}
     * @param producer closed with the client
     * @param source who submits, a URI reference: {@code /shop/checkout}
     * @param clock dates requests that have no submission time
     * @param tracing of this process; each submission is a span, whose context travels with the request
     */
    public TryOnClient(
            KafkaClients clients, Producer<byte[], byte[]> producer, String source, Clock clock, Tracing tracing) {
        this.clients = clients;
        this.producer = producer;
        this.kafka = new ConfirmedWrites(producer);
        this.source = source;
        this.clock = clock;
        this.tracing = tracing;
    }

    /** Collects what a client needs to know. */
    public static TryOnClientBuilder builder() {
        return new TryOnClientBuilder();
    }

    /**
     * Sends a request; see {@link #submit(TryOnRequest, TraceContext)}.
     *
     * @throws InvalidRequestException when it breaks a rule of the contract; nothing was sent then
     */
    public CompletableFuture<Submitted> submit(TryOnRequest request) {
        return submit(request, null);
    }

    /**
     * Sends a request. Blocks only while Kafka's send buffer is full ({@code max.block.ms}), which is the back-pressure
     * for whoever submits faster than the brokers take.
     *
     * @param request its submission time is filled in when it has none
     * @param trace the trace that it belongs to; null: the one that is current on this thread, if one is
     * @return completes when Kafka has it, on a thread of Kafka's that must not be held up; fails with
     *     {@link KafkaUnavailableException} when Kafka does not take it within {@code delivery.timeout.ms}
     * @throws InvalidRequestException when it breaks a rule of the contract; nothing was sent then
     */
    public CompletableFuture<Submitted> submit(TryOnRequest request, @Nullable TraceContext trace) {
        TryOnRequest dated = request.hasSubmittedAt() ? request : dated(request);
        SubmissionRules.refuseInvalid(dated);
        OpenSpan span = tracing.writing("submit", trace)
                .with("requestId", dated.getRequestId())
                .with("expert", ExpertNames.name(dated.getSteps(0).getExpert()))
                .with("lane", LaneNames.name(dated.getLane()));
        ProducerRecord<byte[], byte[]> record = CloudEventCodec.REQUESTS.encode(dated, source, span.context());
        return kafka.write(
                record,
                metadata -> {
                    span.close();
                    return submitted(dated, metadata);
                },
                refusal -> {
                    KafkaUnavailableException failure =
                            notConfirmed("request " + dated.getRequestId(), record, refusal);
                    span.failed(failure.code().name(), String.valueOf(failure.getMessage()));
                    span.close();
                    return failure;
                });
    }

    /**
     * Submits many requests, as their outcomes are asked for: a thousand at most are ahead of those that Kafka has confirmed,
     * so requests may come from a file or a query of any size, and one that is refused does not stop the others.
     *
     * <pre>{@code
     * try (Stream<SubmitOutcome> outcomes = client.submitAll(requests)) {
     *     outcomes.forEach(outcome -> ...);
     * }
     * }</pre>
     *
     * @param requests taken one after the other; closed with the outcomes
     * @return an outcome for each request, in the same order; not parallel
     */
    public Stream<SubmitOutcome> submitAll(Stream<TryOnRequest> requests) {
        SubmitWindow window = new SubmitWindow(requests.iterator(), this::submit, MOST_AHEAD);
        int order = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(window, order), false)
                .onClose(requests::close);
    }

    /**
     * Calls a request off: it ends as Cancelled before it is leased, or at the next denoise step. One that has ended stays
     * as it is, and one of another tenant too. Orders may be given again and ahead of their request.
     *
     * @param by who calls it off, for the audit log
     * @return completes when Kafka has the order; fails as {@link #submit} does
     * @throws InvalidRequestException when the order breaks a rule of the contract; nothing was sent then
     */
    public CompletableFuture<Void> cancel(String tenant, String requestId, String by, String reason) {
        Control order = Control.newBuilder()
                .setTenant(tenant)
                .setBy(by)
                .setAt(timestamp(clock.instant()))
                .setCancelRequest(
                        CancelRequest.newBuilder().setRequestId(requestId).setReason(reason))
                .build();
        List<RuleViolation> violations = RequestRules.violationsOf(order);
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
        ProducerRecord<byte[], byte[]> record = CloudEventCodec.CONTROL.encode(order, source, null);
        return kafka.write(
                record,
                metadata -> null,
                refusal -> notConfirmed("the cancellation of request " + requestId, record, refusal));
    }

    /**
     * Waits for the event that ends a request. It reads tryon.results from before the submission, so it does not matter
     * whether the end comes before or after this call. It opens a consumer of its own: to wait for many requests
     * at once use {@link dev.tryon.producer.results.TryOnResults}.
     *
     * @return empty when the request has not ended in time
     * @throws KafkaUnavailableException when tryon.results cannot be read
     */
    public Optional<TryOnEvent> awaitResult(Submitted submitted, Duration timeout) {
        ReadFrom from = ReadFrom.since(submitted.at().minus(CLOCK_SKEW));
        try (ResultsReader reader = ResultsReader.open(clients.reader("tryon-await"), from)) {
            return RequestEnd.await(reader, submitted.requestId(), timeout);
        }
    }

    /** Sends what is still buffered, for half a minute at most. Closing twice does nothing. */
    @Override
    public void close() {
        producer.close(LONGEST_FLUSH);
    }

    private static KafkaUnavailableException notConfirmed(
            String what, ProducerRecord<byte[], byte[]> record, Exception refusal) {
        return KafkaUnavailableException.notConfirmed(what + " on " + record.topic(), refusal);
    }

    private TryOnRequest dated(TryOnRequest request) {
        return request.toBuilder().setSubmittedAt(timestamp(clock.instant())).build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static Submitted submitted(TryOnRequest request, RecordMetadata metadata) {
        return new Submitted(
                request.getRequestId(),
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                Instant.ofEpochMilli(metadata.timestamp()));
    }
}
