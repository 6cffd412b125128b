/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.Control;
import dev.tryon.v1.Decision;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Failed;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.Point;
import dev.tryon.v1.Retry;
import dev.tryon.v1.SetCampaignState;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** For every rule of the contract a message that breaks it and nothing else, and one that just does not. Long: it is a table. */
final class RuleCases {
    private final List<RuleCase> cases = new ArrayList<>();

    /**
     * One rule at its edge.
     *
     * @param field path where the violation is reported
     * @param text part of the violation's one-line text
     * @param good keeps every rule
     * @param bad breaks this one
     */
    record RuleCase(String field, String text, Message good, Message bad) {
        @Override
        public String toString() {
            return bad.getDescriptorForType().getName() + " " + field + " " + text;
        }
    }

    private RuleCases() {}

    static List<RuleCase> all() {
        RuleCases cases = new RuleCases();
        cases.ofRequest();
        cases.ofImageAndOutput();
        cases.ofStep();
        cases.ofEvent();
        cases.ofControl();
        cases.ofCampaign();
        cases.ofRetryAndDecision();
        return List.copyOf(cases.cases);
    }

    private void ofRequest() {
        request("request_id", "UUID", b -> {}, b -> b.setRequestId("17"));
        request("request_id", "UUID", b -> {}, b -> b.clearRequestId());
        request("tenant", "\"Demo Shop\"", b -> b.setTenant("a".repeat(63)), b -> b.setTenant("Demo Shop"));
        request("tenant", "a-z", b -> b.setTenant("0-9"), b -> b.clearTenant());
        request("lane", "lane", b -> b.setLaneValue(2), b -> b.setLaneValue(0));
        request("lane", "3", b -> b.setLaneValue(1), b -> b.setLaneValue(3));
        request("subject", "required", b -> {}, b -> b.clearSubject());
        request("steps", "at least 1", b -> {}, b -> b.clearSteps());
        request("steps", "7", b -> steps(b, 7), b -> steps(b, 8));
        request("output", "required", b -> {}, b -> b.clearOutput());
        request("campaign_id", "UUID", b -> b.clearCampaignId(), b -> b.setCampaignId("spring"));
        request("workflow", "\"Two\"", b -> b.clearWorkflow(), b -> b.setWorkflow("Two"));
        request("redo_of", "UUID", b -> b.clearRedoOf(), b -> b.setRedoOf("first"));
        request("webhook", "https", b -> b.setWebhook("https://a.b/c?d=e"), b -> b.setWebhook("http://a.b/c"));
        request("webhook", "https", b -> b.clearWebhook(), b -> b.setWebhook("https:///c"));
        request("webhook", "https", b -> b.setWebhook("https://a:8443"), b -> b.setWebhook("https://a/b c"));
        request("webhook", "2048", b -> {}, b -> b.setWebhook("https://a/" + "b".repeat(2039)));
        request("consent_ref", "256", b -> b.setConsentRef("c".repeat(256)), b -> b.setConsentRef("c".repeat(257)));
        request("consent_ref", "consent", b -> b.setConsentRef("7"), b -> b.addSteps(step(Expert.EXPERT_FACE)));
        request("labels", "32", b -> labels(b, 32), b -> labels(b, 33));
        request("labels[\"A b\"]", "a-z", b -> b.putLabels("a/b", ""), b -> b.putLabels("A b", ""));
        request(
                "labels[\"sku\"]",
                "256",
                b -> b.putLabels("sku", "v".repeat(256)),
                b -> b.putLabels("sku", "v".repeat(257)));
        request("position", "number of steps", b -> b.setPosition(0), b -> b.setPosition(1));
        request(
                "position",
                "number of steps",
                b -> steps(b, 7).setPosition(6),
                b -> steps(b, 7).setPosition(7));
        request("intermediates", "6", b -> intermediates(b, 6), b -> intermediates(b, 7));
        request("person.x", "1.5", b -> b.setPerson(point(1, 0)), b -> b.setPerson(point(1.5f, 0)));
        request("person.y", "-0.5", b -> b.setPerson(point(0, 1)), b -> b.setPerson(point(0, -0.5f)));
    }

    private void ofImageAndOutput() {
        image("uri", "s3://bucket/key", b -> {}, b -> b.setUri("https://example.com/ada.jpg"));
        image("uri", "s3://bucket/key", b -> {}, b -> b.setUri("s3://ab/key"));
        image("uri", "s3://bucket/key", b -> {}, b -> b.setUri("s3://bucket/"));
        image("uri", "s3://bucket/key", b -> {}, b -> b.clearUri());
        image("uri", "1100", b -> b.setUri(uri(1100)), b -> b.setUri(uri(1101)));
        image("etag", "128", b -> b.setEtag("e".repeat(128)), b -> b.setEtag("e".repeat(129)));
        image("version_id", "1024", b -> b.setVersionId("v".repeat(1024)), b -> b.setVersionId("v".repeat(1025)));
        image("sha256", "hex", b -> b.clearSha256(), b -> b.setSha256("A".repeat(64)));
        request("output.prefix", "s3://bucket/prefix", b -> prefix(b, "s3://abc/"), b -> prefix(b, "results/"));
        request("output.prefix", "1100", b -> prefix(b, uri(1100)), b -> prefix(b, uri(1101)));
        request(
                "output.format",
                "PNG",
                b -> b.getOutputBuilder().setFormatValue(0),
                b -> b.getOutputBuilder().setFormatValue(3));
    }

    private void ofStep() {
        step("expert", "expert", b -> b.setExpertValue(7), b -> b.setExpertValue(0));
        step("expert", "8", b -> b.setExpertValue(1), b -> b.setExpertValue(8));
        step("product", "required", b -> {}, b -> b.clearProduct());
        step(
                "mask_mode",
                "MASK_MODE_INTERSECT",
                b -> b.setMask(ContractSamples.request().getSubject()).setMaskModeValue(2),
                b -> b.setMask(ContractSamples.request().getSubject()).setMaskModeValue(3));
        step("mask_mode", "give a mask", b -> b.setMaskModeValue(0), b -> b.setMaskModeValue(1));
        parameters(
                "steps",
                "200",
                b -> b.getParametersBuilder().setSteps(200),
                b -> b.getParametersBuilder().setSteps(201));
        parameters(
                "steps",
                "1",
                b -> b.getParametersBuilder().setSteps(1),
                b -> b.getParametersBuilder().setSteps(0));
        parameters(
                "guidance",
                "30",
                b -> b.getParametersBuilder().setGuidance(0),
                b -> b.getParametersBuilder().setGuidance(30.5f));
        parameters(
                "guidance",
                "NaN",
                b -> b.getParametersBuilder().setGuidance(30),
                b -> b.getParametersBuilder().setGuidance(Float.NaN));
        parameters(
                "strength",
                "0",
                b -> b.getParametersBuilder().setStrength(1),
                b -> b.getParametersBuilder().setStrength(0));
        parameters(
                "strength",
                "1",
                b -> b.getParametersBuilder().setStrength(0.01f),
                b -> b.getParametersBuilder().setStrength(1.5f));
        parameters(
                "feather",
                "0.25",
                b -> b.getParametersBuilder().setFeather(0.25f),
                b -> b.getParametersBuilder().setFeather(0.5f));
    }

    private void ofEvent() {
        TryOnEvent event = ContractSamples.events().get("failed");
        if (event == null) {
            throw new AssertionError("no sample of a failed event");
        }
        add("request_id", "UUID", event, event.toBuilder().setRequestId("17").build());
        add("kind", "required", event, event.toBuilder().clearFailed().build());
        Failed unspecified = event.getFailed().toBuilder().setCodeValue(0).build();
        Failed unknown = event.getFailed().toBuilder().setCodeValue(999).build();
        add(
                "failed.code",
                "code",
                event,
                event.toBuilder().setFailed(unspecified).build());
        add("failed.code", "999", event, event.toBuilder().setFailed(unknown).build());
    }

    private void ofControl() {
        Control cancel = ContractSamples.control();
        Control.Builder control = cancel.toBuilder();
        add("tenant", "a-z", cancel, control.clone().setTenant("").build());
        add(
                "by",
                "256",
                control.clone().setBy("b".repeat(256)).build(),
                control.clone().setBy("b".repeat(257)).build());
        add("order", "required", cancel, control.clone().clearCancelRequest().build());
        Control.Builder noId = control.clone();
        noId.getCancelRequestBuilder().clearRequestId();
        add("cancel_request.request_id", "UUID", cancel, noId.build());
        Control.Builder longest = control.clone();
        longest.getCancelRequestBuilder().setReason("r".repeat(1024));
        Control.Builder tooLong = control.clone();
        tooLong.getCancelRequestBuilder().setReason("r".repeat(1025));
        add("cancel_request.reason", "1024", longest.build(), tooLong.build());
        Control.Builder redrive = ContractSamples.redrive().toBuilder();
        Control.Builder nothing = redrive.clone();
        nothing.getRedriveRequestBuilder().clearRequestId();
        add("redrive_request.request_id", "UUID", redrive.build(), nothing.build());
        Control.Builder longReason = redrive.clone();
        longReason.getRedriveRequestBuilder().setReason("r".repeat(1025));
        add("redrive_request.reason", "1024", redrive.build(), longReason.build());
        String campaign = ContractSamples.campaign().getCampaignId();
        state("set_campaign_state.campaign_id", "UUID", campaign, 2, "spring", 2);
        state("set_campaign_state.state", "state", campaign, 1, campaign, 0);
        state("set_campaign_state.state", "5", campaign, 4, campaign, 5);
    }

    private void ofCampaign() {
        Campaign campaign = ContractSamples.campaign();
        Campaign.Builder builder = campaign.toBuilder();
        add("campaign_id", "UUID", campaign, builder.clone().clearCampaignId().build());
        add("tenant", "a-z", campaign, builder.clone().setTenant("-").build());
        add("manifest", "required", campaign, builder.clone().clearManifest().build());
        add(
                "manifest_format",
                "NDJSON",
                campaign,
                builder.clone().setManifestFormatValue(3).build());
        Campaign light = builder.clone().setWeight(0).build();
        Campaign heavy = builder.clone().setWeight(1000).build();
        add("weight", "-1", light, builder.clone().setWeight(-1).build());
        add("weight", "1000.5", heavy, builder.clone().setWeight(1000.5f).build());
        Campaign named = builder.clone().setName("n".repeat(256)).build();
        add("name", "256", named, builder.clone().setName("n".repeat(257)).build());
        CampaignProgress progress = ContractSamples.campaignProgress();
        add(
                "campaign_id",
                "UUID",
                progress,
                progress.toBuilder().setCampaignId("spring").build());
        add("state", "PAUSED", progress, progress.toBuilder().clearState().build());
    }

    private void ofRetryAndDecision() {
        Retry retry = ContractSamples.retry();
        add("request", "required", retry, retry.toBuilder().clearRequest().build());
        add(
                "not_before",
                "required",
                retry.toBuilder().setNotBefore(Timestamp.getDefaultInstance()).build(),
                retry.toBuilder().clearNotBefore().build());
        Decision decision = ContractSamples.decision();
        Decision.Builder builder = decision.toBuilder();
        add("decision_id", "UUID", decision, builder.clone().clearDecisionId().build());
        Decision.Builder longMark = builder.clone();
        longMark.getMarksBuilder(0).setText("x".repeat(257));
        add("marks[0].text", "256", decision, longMark.build());
        add("request_id", "UUID", decision, builder.clone().clearRequestId().build());
        add("verdict", "verdict", decision, builder.clone().setVerdictValue(0).build());
        add("verdict", "9", decision, builder.clone().setVerdictValue(9).build());
    }

    private void state(String field, String text, String goodId, int good, String badId, int bad) {
        Control.Builder control = ContractSamples.control().toBuilder();
        SetCampaignState.Builder state = SetCampaignState.newBuilder();
        add(
                field,
                text,
                control.setSetCampaignState(state.setCampaignId(goodId).setStateValue(good))
                        .build(),
                control.setSetCampaignState(state.setCampaignId(badId).setStateValue(bad))
                        .build());
    }

    private void parameters(String field, String text, Consumer<Step.Builder> good, Consumer<Step.Builder> bad) {
        step("parameters." + field, text, good, bad);
    }

    private void step(String field, String text, Consumer<Step.Builder> good, Consumer<Step.Builder> bad) {
        request(
                "steps[0]." + field,
                text,
                b -> good.accept(b.getStepsBuilder(0)),
                b -> bad.accept(b.getStepsBuilder(0)));
    }

    private void image(String field, String text, Consumer<ImageRef.Builder> good, Consumer<ImageRef.Builder> bad) {
        request(
                "subject." + field,
                text,
                b -> good.accept(b.getSubjectBuilder()),
                b -> bad.accept(b.getSubjectBuilder()));
    }

    private void request(
            String field, String text, Consumer<TryOnRequest.Builder> good, Consumer<TryOnRequest.Builder> bad) {
        TryOnRequest.Builder kept = ContractSamples.smallestRequest().toBuilder();
        TryOnRequest.Builder broken = ContractSamples.smallestRequest().toBuilder();
        good.accept(kept);
        bad.accept(broken);
        add(field, text, kept.build(), broken.build());
    }

    private void add(String field, String text, Message good, Message bad) {
        cases.add(new RuleCase(field, text, good, bad));
    }

    private static TryOnRequest.Builder steps(TryOnRequest.Builder request, int count) {
        request.clearSteps();
        for (int i = 0; i < count; i++) {
            request.addSteps(step(Expert.EXPERT_TOP));
        }
        return request;
    }

    private static Step step(Expert expert) {
        return ContractSamples.smallestRequest().getSteps(0).toBuilder()
                .setExpert(expert)
                .build();
    }

    private static void labels(TryOnRequest.Builder request, int count) {
        for (int i = 0; i < count; i++) {
            request.putLabels("l" + i, "");
        }
    }

    private static void intermediates(TryOnRequest.Builder request, int count) {
        for (int i = 0; i < count; i++) {
            request.addIntermediates(Intermediate.getDefaultInstance());
        }
    }

    private static void prefix(TryOnRequest.Builder request, String prefix) {
        request.getOutputBuilder().setPrefix(prefix);
    }

    private static Point point(float x, float y) {
        return Point.newBuilder().setX(x).setY(y).build();
    }

    private static String uri(int length) {
        String start = "s3://abc/";
        return start + "k".repeat(length - start.length());
    }
}
