/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.Service;
import dev.tryon.approval.TestStack;
import dev.tryon.approval.access.Reviewer;
import dev.tryon.approval.decisions.DecisionOutcome.Conflict;
import dev.tryon.approval.decisions.DecisionOutcome.Decided;
import dev.tryon.approval.decisions.DecisionOutcome.NotAllowed;
import dev.tryon.approval.decisions.DecisionOutcome.NotFound;
import dev.tryon.approval.decisions.DecisionOutcome.Refused;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStack.Extension.class)
class DecisionsIT {

    private static final String WORKFLOW = """
            name: default
            results:
              - stage: quality
                automatic: {seam-gradient: {maximum: 3}}
                roles: [quality]
              - stage: creative
                roles: [creative]
                due: 1h
                escalate-to: [lead]
              - stage: brand
                rule: quorum 2
                roles: [brand]
            subjects:
              - stage: subject
                roles: [assets]
            products:
              - stage: product
                rule: all
                roles: [assets, legal]
            """;
    private static final Reviewer BOB = new Reviewer("bob", Set.of("brand", "legal"), Set.of("shop"));

    private Service service;

    @BeforeEach
    void start(TestStack stack) {
        service = new Service(stack, WORKFLOW);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void goodResultPassesTheAutomaticStageByItself() {
        Item item = arrive();

        assertThat(item.stage()).isEqualTo("creative");
        assertThat(item.version()).isEqualTo(2);
        assertThat(verdicts(item)).containsExactly("approved quality system");
    }

    @Test
    void resultThatMissesThresholdIsLookedAtByPeople() {
        TryOnEvent event = event();
        TryOnEvent.Builder bad = event.toBuilder();
        bad.getCompletedBuilder().getQualityBuilder().setSeamGradient(5);

        Item item = service.arrive(bad.build());

        assertThat(item.stage()).isEqualTo("quality");
        assertThat(item.remarks()).containsExactly("seam 5.000 is above 3.000");
        assertThat(decided(Service.ADA, item, Wish.approve(1)).stage()).isEqualTo("creative");
    }

    @Test
    void publishedOnlyWhenItsPicturesAreApproved() {
        Item item = approvedByAll(arrive());
        assertThat(item.status()).isEqualTo(Status.HELD);

        Item subject = asset(item, "subject");
        decided(Service.ADA, subject, Wish.approve(subject.version()));
        Item product = asset(item, "product");
        decided(Service.ADA, product, Wish.approve(product.version()));
        assertThat(service.item(item.id()).status()).isEqualTo(Status.HELD);
        Item once = service.item(product.id());
        decided(BOB, once, Wish.approve(once.version()));

        assertThat(service.item(item.id()).status()).isEqualTo(Status.PUBLISHED);
        assertThat(verdicts(item))
                .containsExactly(
                        "approved quality system",
                        "approved creative ada",
                        "approved brand ada",
                        "approved brand bob",
                        "published brand system");
    }

    @Test
    void rejectedPictureRejectsWhatWaitsForIt() {
        Item item = approvedByAll(arrive());
        Item subject = asset(item, "subject");

        decided(Service.ADA, subject, Wish.reject(subject.version(), "not ours", List.of()));

        assertThat(service.item(item.id()).status()).isEqualTo(Status.REJECTED);
        assertThat(service.queries.history(item.id()))
                .last()
                .satisfies(last -> assertThat(last.reason()).isEqualTo("its subject was rejected: not ours"));
    }

    @Test
    void quorumNeedsDifferentPeople() {
        Item item = arrive();
        item = decided(Service.ADA, item, Wish.approve(item.version()));
        item = decided(Service.ADA, item, Wish.approve(item.version()));

        DecisionOutcome again = service.decisions.decide(Service.ADA, item.id(), Wish.approve(item.version()));

        assertThat(again).isInstanceOf(Refused.class);
        assertThat(service.item(item.id()).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void ofManyAtOnceOneWinsAndTheOthersAreTold() {
        Item item = arrive();

        List<DecisionOutcome> outcomes = Stream.of("ada", "bea", "cem", "dov", "eva", "fay")
                .map(name -> new Reviewer(name, Set.of("creative"), Set.of("*")))
                .map(reviewer -> CompletableFuture.supplyAsync(
                        () -> service.decisions.decide(reviewer, item.id(), Wish.approve(item.version()))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(outcomes).filteredOn(Decided.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Conflict.class::isInstance)
                .hasSize(5)
                .allSatisfy(conflict ->
                        assertThat(((Conflict) conflict).item().place().last()).isNotNull());
        assertThat(service.queries.history(item.id())).hasSize(2);
    }

    @Test
    void refusesWhoHasNotTheRole() {
        Item item = arrive();

        DecisionOutcome outcome = service.decisions.decide(BOB, item.id(), Wish.approve(item.version()));

        assertThat(outcome)
                .isEqualTo(new NotAllowed("stage creative is decided by any one of creative; you are brand, legal"));
    }

    @Test
    void anotherTenantsItemIsNotThere() {
        Item item = arrive();
        Reviewer stranger = new Reviewer("eve", Set.of("creative"), Set.of("elsewhere"));

        assertThat(service.decisions.decide(stranger, item.id(), Wish.approve(item.version())))
                .isEqualTo(new NotFound());
        assertThat(service.decisions.decide(stranger, UUID.randomUUID(), Wish.approve(1)))
                .isEqualTo(new NotFound());
    }

    @Test
    void overdueItemIsOpenToWhoItEscalatesTo() {
        Item item = arrive();
        Reviewer lead = new Reviewer("lea", Set.of("lead"), Set.of("*"));
        assertThat(service.decisions.decide(lead, item.id(), Wish.approve(item.version())))
                .isInstanceOf(NotAllowed.class);

        service.pass(Duration.ofMinutes(59));
        assertThat(service.escalations.run()).isZero();
        service.pass(Duration.ofMinutes(2));
        assertThat(service.escalations.run()).isEqualTo(1);
        assertThat(service.escalations.run()).isZero();

        assertThat(decided(lead, service.item(item.id()), Wish.approve(item.version()))
                        .stage())
                .isEqualTo("brand");
    }

    @Test
    void redoIsTheSameRequestWithWhatWasChanged() throws Exception {
        Item item = arrive();
        String strokes = "{\"version\":1,\"strokes\":[{\"mode\":\"erase\",\"radius\":0.02,\"points\":[[0.4,0.5]]}]}";
        Wish wish =
                new Wish(item.version(), Wish.Kind.REDO, "collar", List.of(), new Wish.Redo(42L, 30, 0.6f, strokes));

        Item redone = decided(Service.ADA, item, wish);

        assertThat(redone.status()).isEqualTo(Status.REDONE);
        TryOnRequest request = sentRequest();
        assertThat(request.getRequestId())
                .isEqualTo(String.valueOf(redone.lineage().redoRequestId()));
        assertThat(request.getRedoOf()).isEqualTo(item.id().toString());
        assertThat(request.getLane()).isEqualTo(Lane.LANE_INTERACTIVE);
        assertThat(request.getSteps(0).getParameters().getSeed()).isEqualTo(42);
        assertThat(request.getSteps(0).getParameters().getSteps()).isEqualTo(30);
        assertThat(request.getSteps(0).getMask().getUri()).endsWith(".json");
        assertThat(dev.tryon.proto.RequestRules.violations(request)).isEmpty();
    }

    @Test
    void bulkApprovalCanBeTakenBackUntilItIsCarriedOut() {
        Item first = arrive();
        Item second = arrive();
        UUID undone = service.bulk.approve(Service.ADA, List.of(new BulkOrders.Seen(first.id(), first.version())));
        assertThat(service.bulk.undo(BOB, undone)).isFalse();
        assertThat(service.bulk.undo(Service.ADA, undone)).isTrue();
        UUID kept = service.bulk.approve(Service.ADA, List.of(new BulkOrders.Seen(second.id(), second.version())));
        service.bulk.run();
        assertThat(service.item(second.id()).stage()).isEqualTo("creative");

        service.pass(Duration.ofSeconds(11));
        service.bulk.run();

        assertThat(service.item(first.id()).stage()).isEqualTo("creative");
        assertThat(service.item(second.id()).stage()).isEqualTo("brand");
        assertThat(service.bulk.undo(Service.ADA, kept)).isFalse();
    }

    @Test
    void itemKeepsTheVersionOfItsWorkflow() {
        Item item = arrive();
        String other = WORKFLOW.replace("  - stage: brand\n    rule: quorum 2\n    roles: [brand]\n", "");
        assertThat(other).isNotEqualTo(WORKFLOW);

        var store = new dev.tryon.approval.workflow.WorkflowStore(service.jdbi(), java.time.Clock.systemUTC());
        var newer = new dev.tryon.approval.workflow.Workflows(store, List.of(other), "default");
        var same = new dev.tryon.approval.workflow.Workflows(store, List.of(WORKFLOW), "default");

        assertThat(newer.forDefault().version()).isEqualTo(2);
        assertThat(same.forDefault().version()).isEqualTo(1);
        assertThat(decided(Service.ADA, item, Wish.approve(item.version())).stage())
                .isEqualTo("brand");
    }

    private Item arrive() {
        return service.arrive(event());
    }

    private static TryOnEvent event() {
        return DrawnResults.event("shop", UUID.randomUUID(), "a shirt");
    }

    private Item approvedByAll(Item item) {
        Item creative = decided(Service.ADA, item, Wish.approve(item.version()));
        Item once = decided(Service.ADA, creative, Wish.approve(creative.version()));
        return decided(BOB, once, Wish.approve(once.version()));
    }

    private Item decided(Reviewer reviewer, Item item, Wish wish) {
        DecisionOutcome outcome = service.decisions.decide(reviewer, item.id(), wish);
        assertThat(outcome).isInstanceOf(Decided.class);
        return ((Decided) outcome).item();
    }

    private Item asset(Item item, String kind) {
        return service.queries.items(item.assets()).stream()
                .filter(asset -> asset.kind().key().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private List<String> verdicts(Item item) {
        return service.queries.history(item.id()).stream()
                .map(past -> past.verdict() + " " + past.stage() + " " + past.by())
                .toList();
    }

    private TryOnRequest sentRequest() throws Exception {
        return service.jdbi()
                .withHandle(handle -> handle.createQuery("select * from outbox where topic like 'tryon.requests.%'")
                        .map((row, context) -> {
                            RecordHeaders headers = new RecordHeaders();
                            String[] names =
                                    (String[]) row.getArray("header_names").getArray();
                            String[] values =
                                    (String[]) row.getArray("header_values").getArray();
                            for (int i = 0; i < names.length; i++) {
                                headers.add(names[i], values[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
                            }
                            return CloudEventCodec.REQUESTS
                                    .decode(headers, row.getBytes("value"))
                                    .event()
                                    .orElseThrow()
                                    .message();
                        })
                        .one());
    }
}
