/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.approval.workflow.Workflow;
import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a completed event brings: the items before their first stage. Stateless. */
final class Arrivals {

    private static final String TITLE_LABEL = "title";

    private Arrivals() {}

    /** The subject and the products, subject first. */
    static List<Item> assets(TryOnEvent event, Workflow workflow, Instant now) {
        TryOnRequest request = event.getRequest();
        boolean oneStep = request.getStepsCount() == 1;
        ImageRef subject = request.hasOriginalSubject() ? request.getOriginalSubject() : request.getSubject();
        String subjectContent = oneStep ? event.getCompleted().getProvenance().getSubjectSha256() : "";
        List<Item> assets = new ArrayList<>();
        assets.add(asset(ItemKind.SUBJECT, event, subject, subjectContent, workflow, now));
        for (Step step : request.getStepsList()) {
            String content = oneStep ? event.getCompleted().getProvenance().getProductSha256() : "";
            assets.add(asset(ItemKind.PRODUCT, event, step.getProduct(), content, workflow, now));
        }
        return assets.stream().distinct().toList();
    }

    static Item result(TryOnEvent event, Workflow workflow, List<Item> assets, Instant now) {
        Completed completed = event.getCompleted();
        String redoOf = event.getRequest().getRedoOf();
        return new Item(
                UUID.fromString(event.getRequestId()),
                new Item.Origin(ItemKind.RESULT, event.getTenant(), campaign(event), expert(event), title(event)),
                1,
                place(workflow, now),
                new Item.Pictures(
                        completed.getResult().getUri(), completed.getPreview().getUri()),
                List.of(),
                assets.stream().map(Item::id).distinct().toList(),
                new Item.Lineage(redoOf.isEmpty() ? null : UUID.fromString(redoOf), null));
    }

    private static Item asset(
            ItemKind kind, TryOnEvent event, ImageRef picture, String knownContent, Workflow workflow, Instant now) {
        String content = !knownContent.isEmpty()
                ? knownContent
                : picture.getSha256().isEmpty() ? picture.getEtag() : picture.getSha256();
        return new Item(
                Ids.asset(kind, event.getTenant(), picture.getUri(), content),
                new Item.Origin(kind, event.getTenant(), campaign(event), "", fileName(picture.getUri())),
                1,
                place(workflow, now),
                new Item.Pictures(picture.getUri(), ""),
                List.of(),
                List.of(),
                new Item.Lineage(null, null));
    }

    private static Item.Place place(Workflow workflow, Instant now) {
        return new Item.Place(
                Status.OPEN, new Item.WorkflowRef(workflow.name(), workflow.version()), "", now, null, false, null);
    }

    private static @Nullable UUID campaign(TryOnEvent event) {
        return event.getCampaignId().isEmpty() ? null : UUID.fromString(event.getCampaignId());
    }

    private static String expert(TryOnEvent event) {
        Expert expert = event.getExpert();
        return expert == Expert.EXPERT_UNSPECIFIED || expert == Expert.UNRECOGNIZED ? "" : ExpertNames.name(expert);
    }

    /** The label that the request gave for people, or its product's name. */
    private static String title(TryOnEvent event) {
        // PostgreSQL has no character 0.
        String label = event.getLabelsOrDefault(TITLE_LABEL, "").replace('\0', '\uFFFD');
        TryOnRequest request = event.getRequest();
        return label.isBlank()
                ? fileName(request.getSteps(request.getStepsCount() - 1)
                        .getProduct()
                        .getUri())
                : label;
    }

    private static String fileName(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
