/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.campaign;

import com.google.protobuf.Timestamp;
import dev.tryon.platform.kafka.ConfirmedWrites;
import dev.tryon.platform.manifest.ManifestFormats;
import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.Control;
import dev.tryon.v1.SetCampaignState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts campaigns into Kafka and gives orders about them. A campaign of any number of rows is one event; the scheduler reads
 * its manifest. Thread-safe; does not own the producer.
 */
public final class CampaignClient {
    private final ConfirmedWrites kafka;
    private final String source;
    private final Clock clock;

    /** @param source who submits, a URI reference: {@code /tryon/gateway} */
    public CampaignClient(Producer<byte[], byte[]> producer, String source, Clock clock) {
        this.kafka = new ConfirmedWrites(producer);
        this.source = source;
        this.clock = clock;
    }

    /** What is wrong with a campaign, without a look at its rows; empty when nothing is. */
    public static List<RuleViolation> violations(Campaign campaign) {
        List<RuleViolation> wrong = new ArrayList<>(RequestRules.violationsOf(campaign));
        wrong.addAll(CampaignDefaults.violations(campaign));
        if (wrong.isEmpty()) {
            try {
                ManifestFormats.of(campaign);
            } catch (UnusableManifestException e) {
                wrong.add(new RuleViolation("manifest_format", String.valueOf(e.getMessage()), "", "manifest.format"));
            }
        }
        return wrong;
    }

    /**
     * Submits a campaign.
     *
     * @param campaign its submission time is filled in when it has none
     * @return completes when Kafka has it; fails with {@link KafkaUnavailableException}
     * @throws InvalidRequestException when it breaks a rule; nothing was sent then
     */
    public CompletableFuture<Campaign> submit(Campaign campaign) {
        Campaign dated = campaign.hasSubmittedAt()
                ? campaign
                : campaign.toBuilder().setSubmittedAt(now()).build();
        refuse(violations(dated));
        return send(CloudEventCodec.CAMPAIGNS.encode(dated, source, null), "campaign " + dated.getCampaignId())
                .thenApply(sent -> dated);
    }

    /**
     * Pauses, resumes or cancels a campaign; one of another tenant stays as it is.
     *
     * @return completes when Kafka has the order; the scheduler obeys within two seconds
     * @throws InvalidRequestException when the order breaks a rule; nothing was sent then
     */
    public CompletableFuture<Void> order(String tenant, String campaignId, CampaignState state, String by) {
        Control order = Control.newBuilder()
                .setTenant(tenant)
                .setBy(by)
                .setAt(now())
                .setSetCampaignState(
                        SetCampaignState.newBuilder().setCampaignId(campaignId).setState(state))
                .build();
        refuse(RequestRules.violationsOf(order));
        return send(CloudEventCodec.CONTROL.encode(order, source, null), "the order about campaign " + campaignId);
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record, String what) {
        return kafka.write(record, metadata -> null, refusal -> KafkaUnavailableException.notConfirmed(what, refusal));
    }

    private static void refuse(List<RuleViolation> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }
}
