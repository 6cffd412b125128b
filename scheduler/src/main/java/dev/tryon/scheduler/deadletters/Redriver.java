/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.scheduler.deadletters.DeadLetter.Content;
import dev.tryon.scheduler.release.Transaction;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.RedriveRequest;
import dev.tryon.v1.TryOnRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends dead letters once more: requests to the workers, calls of webhooks to their outbox. Each goes with its audit record in
 * one transaction; a letter that has such a record is left alone, so running it again, or breaking it off and running it
 * again, sends nothing twice. Two at a time do not either: the later one fences the earlier one before it looks which are
 * left. Used by one thread.
 */
final class Redriver {
    private static final String TRANSACTIONAL_ID = "tryon-dlq-redrive";
    private static final String SOURCE = "/tryon/dlq";
    private static final int LETTERS_OF_TRANSACTION = 500;

    private final KafkaClients kafka;
    private final DeadLetters letters;
    private final Clock clock;

    Redriver(KafkaClients kafka, DeadLetters letters, Clock clock) {
        this.kafka = kafka;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Who says so, and why.
     *
     * @param again also those that were redriven before
     */
    record Order(String by, String reason, boolean again) {
        /** Which of the contract's rules it breaks. */
        Optional<RuleViolation> violation() {
            Control order = Control.newBuilder()
                    .setTenant("any")
                    .setBy(by)
                    .setRedriveRequest(RedriveRequest.newBuilder()
                            .setRequestId("00000000-0000-4000-8000-000000000000")
                            .setReason(reason))
                    .build();
            return RequestRules.violationsOf(order).stream().findFirst();
        }
    }

    /**
     * Sends those that a filter takes, and returns what became of which.
     *
     * @param sent is handed letters when they are committed
     */
    Selection redrive(LetterFilter filter, Order order, Consumer<List<DeadLetter>> sent) {
        try (Producer<byte[], byte[]> producer = kafka.transactionalProducer("tryon-dlq", TRANSACTIONAL_ID)) {
            producer.initTransactions();
            Selection selection = Selection.of(letters.read(filter), order.again());
            List<DeadLetter> due = selection.due();
            for (int from = 0; from < due.size(); from += LETTERS_OF_TRANSACTION) {
                List<DeadLetter> together = due.subList(from, Math.min(due.size(), from + LETTERS_OF_TRANSACTION));
                Transaction transaction = new Transaction(producer);
                together.forEach(letter -> send(letter, order, transaction));
                transaction.commit();
                sent.accept(together);
            }
            return selection;
        }
    }

    private void send(DeadLetter letter, Order order, Transaction transaction) {
        TryOnRequest request = letter.request().orElseThrow();
        transaction.send(
                letter.content() instanceof Content.Call call
                        ? WebhookRecords.redriven(call.event(), order.by())
                        : job(request));
        Instant now = clock.instant();
        transaction.send(CloudEventCodec.CONTROL.encode(
                Control.newBuilder()
                        .setTenant(request.getTenant())
                        .setAt(Timestamp.newBuilder()
                                .setSeconds(now.getEpochSecond())
                                .setNanos(now.getNano()))
                        .setBy(order.by())
                        .setRedriveRequest(RedriveRequest.newBuilder()
                                .setRequestId(request.getRequestId())
                                .setReason(order.reason())
                                .setCodeValue(letter.announced()
                                        .map(DeadLettered::getCodeValue)
                                        .orElse(0))
                                .setTopic(letter.place().topic())
                                .setPartition(letter.place().partition())
                                .setOffset(letter.place().offset()))
                        .build(),
                SOURCE,
                null));
    }

    /** From its first try on: what broke its workers has been mended, or nobody would redrive it. */
    private static ProducerRecord<byte[], byte[]> job(TryOnRequest request) {
        return CloudEventCodec.REQUESTS.encode(
                request.toBuilder().clearAttempt().build(), SOURCE, null);
    }
}
