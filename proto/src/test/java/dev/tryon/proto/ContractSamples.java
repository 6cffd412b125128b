/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.tryon.v1.Accepted;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import dev.tryon.v1.CancelRequest;
import dev.tryon.v1.Cancelled;
import dev.tryon.v1.Completed;
import dev.tryon.v1.Control;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Decision;
import dev.tryon.v1.DecisionAbout;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Expired;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageFormat;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.Lane;
import dev.tryon.v1.ManifestFormat;
import dev.tryon.v1.Mark;
import dev.tryon.v1.MaskMode;
import dev.tryon.v1.MaskVerdict;
import dev.tryon.v1.OutputSpec;
import dev.tryon.v1.Parameters;
import dev.tryon.v1.Point;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Provenance;
import dev.tryon.v1.Quality;
import dev.tryon.v1.RedriveRequest;
import dev.tryon.v1.Retry;
import dev.tryon.v1.Started;
import dev.tryon.v1.Step;
import dev.tryon.v1.Timings;
import dev.tryon.v1.TryOnEvent;
import dev.tryon.v1.TryOnRequest;
import dev.tryon.v1.UnreleasedRows;
import dev.tryon.v1.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages with every field set, the same in every run: what golden bytes and rule cases start from. Long: every field. */
public final class ContractSamples {
    /** The request that everything here is about. */
    public static final String REQUEST_ID = "0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55";

    private static final String CAMPAIGN_ID = "9c1b2f4e-8a57-5d36-b0e2-6f3d1c7a9e84";
    private static final Timestamp AT = Timestamp.newBuilder()
            .setSeconds(1_767_225_600)
            .setNanos(123_000_000)
            .build();

    private ContractSamples() {}

    /** A request with every field set. */
    public static TryOnRequest request() {
        return TryOnRequest.newBuilder()
                .setRequestId(REQUEST_ID)
                .setTenant("demo-shop")
                .setLane(Lane.LANE_INTERACTIVE)
                .setSubject(image("people/ada.jpg", "a"))
                .addSteps(Step.newBuilder()
                        .setExpert(Expert.EXPERT_TOP)
                        .setProduct(image("products/shirt.png", "b"))
                        .setMask(image("masks/shirt.png", "c"))
                        .setMaskMode(MaskMode.MASK_MODE_INTERSECT)
                        .setParameters(parameters()))
                .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_FACE).setProduct(image("products/face.png", "d")))
                .setOutput(OutputSpec.newBuilder()
                        .setPrefix("s3://tryon/results/demo-shop")
                        .setFormat(ImageFormat.IMAGE_FORMAT_WEBP_LOSSLESS))
                .setSubmittedAt(AT)
                .setDeadline(AT.toBuilder().setSeconds(AT.getSeconds() + 60))
                .setCampaignId(CAMPAIGN_ID)
                .setWorkflow("two-stages")
                .setConsentRef("consents/2026/17")
                .putLabels("season", "spring")
                .putLabels("catalog/sku", "4711")
                .setPosition(1)
                .addIntermediates(intermediate())
                .setPerson(Point.newBuilder().setX(0.25f).setY(0.5f))
                .setRedoOf("0197f3c2-5000-7000-8000-000000000003")
                .setOriginalSubject(image("people/ada.jpg", "9"))
                .setWebhook("https://shop.example/hooks/try-ons?sku=4711")
                .setAttempt(2)
                .build();
    }

    /** The least that the rules let through. */
    public static TryOnRequest smallestRequest() {
        return TryOnRequest.newBuilder()
                .setRequestId(REQUEST_ID)
                .setTenant("d")
                .setLane(Lane.LANE_BULK)
                .setSubject(ImageRef.newBuilder().setUri("s3://abc/p"))
                .addSteps(Step.newBuilder()
                        .setExpert(Expert.EXPERT_TOP)
                        .setProduct(ImageRef.newBuilder().setUri("s3://abc/q")))
                .setOutput(OutputSpec.newBuilder().setPrefix("s3://abc"))
                .build();
    }

    /** One event of each kind, with every field set, by the kind's name. */
    public static Map<String, TryOnEvent> events() {
        List<TryOnEvent.Builder> kinds = new ArrayList<>();
        kinds.add(event().setAccepted(Accepted.getDefaultInstance()));
        kinds.add(event().setStarted(Started.newBuilder().setWorker("top-0").setAttempt(2)));
        kinds.add(event().setProgress(Progress.newBuilder().setDenoiseStep(7).setDenoiseSteps(20)));
        kinds.add(event().setCompleted(completed()));
        kinds.add(event().setFailed(Failed.newBuilder()
                .setCode(FailureCode.INPUT_CORRUPT)
                .setMessage("steps[0].product: ends after 1024 of 2048 bytes")
                .setField("steps[0].product.uri")
                .setAttempt(2)));
        kinds.add(event().setExpired(Expired.newBuilder().setDeadline(AT)));
        kinds.add(event().setCancelled(Cancelled.newBuilder().setBy("ada").setReason("wrong shirt")));
        kinds.add(event().setDeadLettered(DeadLettered.newBuilder()
                .setCode(FailureCode.POISON)
                .setMessage("delivered 5 times")
                .setDeliveries(5)));
        Map<String, TryOnEvent> events = new LinkedHashMap<>();
        for (TryOnEvent.Builder kind : kinds) {
            if (Endings.ends(kind.build())) {
                kind.setRequest(request());
            }
            events.put(kind.getKindCase().name().toLowerCase(java.util.Locale.ROOT), kind.build());
        }
        return events;
    }

    /** A request that comes back later. */
    public static Retry retry() {
        return Retry.newBuilder()
                .setRequest(request())
                .setNotBefore(AT)
                .setAttempt(3)
                .setCode(FailureCode.STORE_UNAVAILABLE)
                .setMessage("the store did not answer within 5 s")
                .build();
    }

    /** An order to cancel a request. */
    public static Control control() {
        return Control.newBuilder()
                .setTenant("demo-shop")
                .setAt(AT)
                .setBy("ada")
                .setCancelRequest(
                        CancelRequest.newBuilder().setRequestId(REQUEST_ID).setReason("wrong shirt"))
                .build();
    }

    /** A campaign. */
    public static Campaign campaign() {
        return Campaign.newBuilder()
                .setCampaignId(CAMPAIGN_ID)
                .setTenant("demo-shop")
                .setManifest(image("campaigns/spring.ndjson", "e"))
                .setManifestFormat(ManifestFormat.MANIFEST_FORMAT_NDJSON)
                .setDefaults(TryOnRequest.newBuilder().setWorkflow("two-stages"))
                .setWeight(2.5f)
                .setSubmittedAt(AT)
                .setName("Spring")
                .build();
    }

    /** How far the campaign is. */
    public static Control redrive() {
        return Control.newBuilder()
                .setTenant("demo-shop")
                .setAt(AT)
                .setBy("ada")
                .setRedriveRequest(RedriveRequest.newBuilder()
                        .setRequestId(REQUEST_ID)
                        .setReason("the bundle was mended")
                        .setCode(FailureCode.POISON)
                        .setTopic("dlq.tryon.requests.top")
                        .setPartition(3)
                        .setOffset(41))
                .build();
    }

    public static CampaignProgress campaignProgress() {
        return CampaignProgress.newBuilder()
                .setCampaignId(CAMPAIGN_ID)
                .setTenant("demo-shop")
                .setState(CampaignState.CAMPAIGN_STATE_PAUSED)
                .setRevision(12)
                .setRowsRead(1100)
                .setRowsReleased(1000)
                .setRowsRefused(97)
                .setRowsExpired(3)
                .setRowsTotal(20000)
                .setNextByte(345678)
                .setMessage("row 17: tenant: must be empty")
                .setAt(AT)
                .setName("Spring")
                .setSubmittedAt(AT)
                .setWindow(128)
                .setWeight(2)
                .addUnreleased(
                        UnreleasedRows.newBuilder().setExpert(Expert.EXPERT_TOP).setRows(18900))
                .build();
    }

    /** A decision. */
    public static Decision decision() {
        return Decision.newBuilder()
                .setDecisionId("0197f3c2-6a00-7000-8000-000000000001")
                .setRequestId(REQUEST_ID)
                .setTenant("demo-shop")
                .setWorkflow("two-stages")
                .setWorkflowVersion(4)
                .setStage("brand")
                .setVerdict(Verdict.VERDICT_REDO)
                .setBy("ada")
                .setReason("the collar is cut off")
                .setRedoRequestId("0197f3c2-6a00-7000-8000-000000000002")
                .setResult(image("results/1.png", "f"))
                .setAt(AT)
                .setAbout(DecisionAbout.DECISION_ABOUT_RESULT)
                .addMarks(Mark.newBuilder()
                        .setAt(Point.newBuilder().setX(0.5f).setY(0.25f))
                        .setText("here"))
                .build();
    }

    private static TryOnEvent.Builder event() {
        return TryOnEvent.newBuilder()
                .setRequestId(REQUEST_ID)
                .setTenant("demo-shop")
                .setLane(Lane.LANE_INTERACTIVE)
                .setCampaignId(CAMPAIGN_ID)
                .setWorkflow("two-stages")
                .putLabels("season", "spring")
                .setAt(AT)
                .setPosition(1)
                .setStepCount(2)
                .setExpert(Expert.EXPERT_FACE);
    }

    private static Completed.Builder completed() {
        return Completed.newBuilder()
                .setResult(image("results/1.png", "1"))
                .setMask(image("results/1.mask.png", "2"))
                .setPreview(image("results/1.preview.jpg", "3"))
                .setWidth(3024)
                .setHeight(4032)
                .setQuality(Quality.newBuilder()
                        .setOutsideMaskDifferingPixels(0)
                        .setSeamGradient(1.25f)
                        .setProductDeltaE(4.5f)
                        .setSharpness(0.75f)
                        .setMaskCoverage(0.125f)
                        .setMaskVerdict(MaskVerdict.MASK_VERDICT_WARNED)
                        .addMaskRemarks("the left arm is covered")
                        .setMaskLeakage(0.0625f)
                        .setMaskConfidence(0.875f)
                        .setMaskCoreCovered(0.9375f)
                        .setMaskComponents(2))
                .setProvenance(provenance())
                .setCacheHit(true)
                .addIntermediates(intermediate());
    }

    private static Provenance.Builder provenance() {
        return Provenance.newBuilder()
                .setFingerprint("4".repeat(64))
                .setBundleSha256("5".repeat(64))
                .setBundleVersion("2026.1")
                .setPolicyFingerprint("6".repeat(64))
                .setSubjectSha256("a".repeat(64))
                .setProductSha256("b".repeat(64))
                .setMaskSha256("c".repeat(64))
                .setMaskMode(MaskMode.MASK_MODE_INTERSECT)
                .setSubjectEtag("\"7\"")
                .setProductEtag("\"8\"")
                .setSeed(-1L)
                .setSampler("flow-match-euler")
                .setDenoiseSteps(20)
                .setGuidance(2.5f)
                .setStrength(0.875f)
                .setFeather(0.0625f)
                .setWorker("top-0")
                .setAttempt(2)
                .setTimings(Timings.newBuilder()
                        .setQueued(millis(1500))
                        .setFetch(millis(20))
                        .setMask(millis(300))
                        .setDenoise(millis(2000))
                        .setStitch(millis(40))
                        .setStore(millis(60)));
    }

    private static Parameters.Builder parameters() {
        return Parameters.newBuilder()
                .setSteps(20)
                .setGuidance(2.5f)
                .setSeed(42)
                .setStrength(0.875f)
                .setFeather(0.0625f);
    }

    private static Intermediate.Builder intermediate() {
        return Intermediate.newBuilder()
                .setExpert(Expert.EXPERT_TOP)
                .setResult(image("results/0.png", "7"))
                .setMask(image("results/0.mask.png", "8"));
    }

    private static ImageRef.Builder image(String key, String digit) {
        return ImageRef.newBuilder()
                .setUri("s3://tryon/" + key)
                .setEtag("\"" + digit + "\"")
                .setVersionId("v" + digit)
                .setSha256(digit.repeat(64));
    }

    private static Duration millis(int millis) {
        return Duration.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos(millis % 1000 * 1_000_000)
                .build();
    }
}
