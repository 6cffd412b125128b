/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway.http;

import dev.tryon.producer.RequestIds;
import dev.tryon.producer.gateway.access.Tenant;
import dev.tryon.producer.webhook.address.WebhookAddress;
import dev.tryon.proto.LaneNames;
import dev.tryon.proto.RequestRules;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import dev.tryon.v1.Lane;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tenant's request must be to be let in: whole by the contract's rules (422), within the tenant's lanes and
 * buckets (403), with paths that mean what they say. Tenant, id and lane are filled in where they are left out. Stateless.
 */
final class Admission {
    private static final Pattern S3 = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Admission() {}

    /** Fills in what the caller need not say. */
    static void complete(TryOnRequest.Builder request, Tenant tenant) {
        if (request.getTenant().isEmpty()) {
            request.setTenant(tenant.name());
        }
        if (request.getRequestId().isEmpty()) {
            request.setRequestId(RequestIds.fresh());
        }
        if (request.getLane() == Lane.LANE_UNSPECIFIED) {
            request.setLane(Lane.LANE_INTERACTIVE);
        }
    }

    /** Why a completed request is refused; empty when it is let in. */
    static Optional<Problem> refusal(TryOnRequest request, Tenant tenant) {
        List<RuleViolation> wrong = new ArrayList<>(RequestRules.violations(request));
        wrong.addAll(reserved(request));
        if (wrong.stream().noneMatch(v -> v.field().equals("webhook"))) {
            webhook(request, "webhook").ifPresent(wrong::add);
        }
        if (!wrong.isEmpty()) {
            return Optional.of(Problem.fields(422, "invalid", wrong));
        }
        List<RuleViolation> foreign = new ArrayList<>();
        if (!request.getTenant().equals(tenant.name())) {
            foreign.add(new RuleViolation(
                    "tenant", "must be left out or " + tenant.name(), request.getTenant(), "access.tenant"));
        }
        if (!tenant.lanes().contains(request.getLane())) {
            foreign.add(new RuleViolation(
                    "lane",
                    "must be one of "
                            + tenant.lanes().stream()
                                    .map(LaneNames::name)
                                    .sorted()
                                    .toList(),
                    request.getLane().name(),
                    "access.lane"));
        }
        List<RuleViolation> paths = new ArrayList<>();
        addresses(request, "", tenant, foreign, paths);
        return outcome(foreign, paths);
    }

    /** Why a campaign of this tenant is refused for what it names: its manifest and what all of its rows share. */
    static Optional<Problem> refusal(Campaign campaign, Tenant tenant) {
        Optional<RuleViolation> webhook = webhook(campaign.getDefaults(), "defaults.webhook");
        if (webhook.isPresent()) {
            return Optional.of(Problem.fields(422, "invalid", List.of(webhook.get())));
        }
        List<RuleViolation> foreign = new ArrayList<>();
        List<RuleViolation> paths = new ArrayList<>();
        address(campaign.getManifest().getUri(), "manifest.uri", tenant, foreign, paths);
        addresses(campaign.getDefaults(), "defaults.", tenant, foreign, paths);
        return outcome(foreign, paths);
    }

    private static Optional<RuleViolation> webhook(TryOnRequest request, String field) {
        return request.getWebhook().isEmpty()
                ? Optional.empty()
                : WebhookAddress.problem(request.getWebhook())
                        .map(text -> new RuleViolation(field, text, request.getWebhook(), "webhook.public"));
    }

    private static Optional<Problem> outcome(List<RuleViolation> foreign, List<RuleViolation> paths) {
        if (!paths.isEmpty()) {
            return Optional.of(Problem.fields(422, "invalid", paths));
        }
        return foreign.isEmpty() ? Optional.empty() : Optional.of(Problem.fields(403, "forbidden", foreign));
    }

    /** What only the system itself says of a request. */
    private static List<RuleViolation> reserved(TryOnRequest request) {
        List<RuleViolation> wrong = new ArrayList<>();
        reserved(wrong, "position", request.getPosition() != 0);
        reserved(wrong, "intermediates", request.getIntermediatesCount() > 0);
        reserved(wrong, "original_subject", request.hasOriginalSubject());
        reserved(wrong, "submitted_at", request.hasSubmittedAt());
        reserved(wrong, "campaign_id", !request.getCampaignId().isEmpty());
        return wrong;
    }

    private static void reserved(List<RuleViolation> wrong, String field, boolean given) {
        if (given && wrong.stream().noneMatch(v -> v.field().equals(field))) {
            wrong.add(new RuleViolation(field, "must be left out: the system fills it in", "", "reserved"));
        }
    }

    /** Every address that a request names; what it leaves out is none. */
    private static void addresses(
            TryOnRequest request,
            String parent,
            Tenant tenant,
            List<RuleViolation> foreign,
            List<RuleViolation> paths) {
        address(request.getSubject().getUri(), parent + "subject.uri", tenant, foreign, paths);
        for (int i = 0; i < request.getStepsCount(); i++) {
            Step step = request.getSteps(i);
            String field = parent + "steps[" + i + "].";
            address(step.getProduct().getUri(), field + "product.uri", tenant, foreign, paths);
            address(step.getMask().getUri(), field + "mask.uri", tenant, foreign, paths);
        }
        address(request.getOutput().getPrefix(), parent + "output.prefix", tenant, foreign, paths);
    }

    private static void address(
            String uri, String field, Tenant tenant, List<RuleViolation> foreign, List<RuleViolation> paths) {
        var matcher = S3.matcher(uri);
        if (!matcher.matches()) {
            return; // Left out, or the contract's rules have said so.
        }
        String key = matcher.group(2) == null ? "" : matcher.group(2);
        if (misleads(key)) {
            paths.add(new RuleViolation(
                    field,
                    "must not hold '.' or '..' as a part of its path, '//' , '\\' or control characters",
                    uri,
                    "path"));
        } else if (!tenant.buckets().contains(matcher.group(1))) {
            foreign.add(new RuleViolation(
                    field,
                    "must be in a bucket of tenant " + tenant.name() + ": "
                            + tenant.buckets().stream().sorted().toList(),
                    uri,
                    "access.bucket"));
        }
    }

    /** Legal in S3, but not what it seems to whatever maps keys to paths: proxies, gateways, file systems. */
    private static boolean misleads(String key) {
        if (key.contains("\\")
                || key.startsWith("/")
                || key.contains("//")
                || CONTROL.matcher(key).find()) {
            return true;
        }
        for (String part : key.split("/", -1)) {
            String decoded = part.contains("%") ? part.replaceAll("(?i)%2e", ".") : part;
            if (decoded.equals(".")
                    || decoded.equals("..")
                    || part.toLowerCase(Locale.ROOT).contains("%2f")) {
                return true;
            }
        }
        return false;
    }
}
