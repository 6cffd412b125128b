/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of all topics and groups. Nothing else in the system spells one. Stateless and thread-safe.
 *
 * <p>Every record of every topic has a UUID as its key ({@link dev.tryon.proto.cloudevents.CloudEventCodec}).
 */
public final class Topics {
    /** What happened to requests: {@code TryOnEvent}. */
    public static final String RESULTS = "tryon.results";
    /** Requests that come back later: {@code Retry}. */
    public static final String RETRIES = "tryon.retries";
    /** Orders about what is under way: {@code Control}. */
    public static final String CONTROL = "tryon.control";
    /** Many requests as one event: {@code Campaign}. */
    public static final String CAMPAIGNS = "tryon.campaigns";
    /** How far campaigns are, the latest of each: {@code CampaignProgress}. */
    public static final String CAMPAIGN_PROGRESS = "tryon.campaign-progress";
    /** Who used an idempotency key first: a request's id and the sha256 of the request, written and read by producers. */
    public static final String CLAIMS = "tryon.claims";
    /** What people decided about results: {@code Decision}. */
    public static final String DECISIONS = "tryon.decisions";

    /** Calls of webhooks that are to be made, the latest of each: {@code TryOnEvent}; written and read by their caller. */
    public static final String WEBHOOKS = "tryon.webhooks";
    /** Calls of webhooks that were given up: {@code TryOnEvent}. */
    public static final String DEAD_WEBHOOKS = "dlq.tryon.webhooks";

    /** How the names of request topics begin, and of no other topic. */
    public static final String REQUESTS_PREFIX = "tryon.requests.";

    private static final String GROUP_PREFIX = "tryon.worker.";
    // The broker only writes dead letters to topics whose name starts with this.
    private static final String DEAD_LETTER_PREFIX = "dlq.";

    /** How the names of experts' dead-letter topics begin, and of no other topic. */
    public static final String DEAD_LETTERS_PREFIX = DEAD_LETTER_PREFIX + REQUESTS_PREFIX;

    private static final Pattern REQUESTS = Pattern.compile("tryon\\.requests\\.([a-z]+)\\.([a-z]+)");
    // Asked for with every request.
    private static final Map<Expert, Map<Lane, String>> REQUEST_TOPICS = requestTopics();

    private Topics() {}

    /** Where requests for an expert wait in a lane: {@code tryon.requests.top.interactive}. */
    public static String requests(Expert expert, Lane lane) {
        String topic = REQUEST_TOPICS.getOrDefault(expert, Map.of()).get(lane);
        return topic == null ? spelt(expert, lane) : topic;
    }

    /** Where a valid request belongs now: the topic of the step at its position. */
    public static String requests(TryOnRequest request) {
        return requests(request.getSteps(request.getPosition()).getExpert(), request.getLane());
    }

    /** All request topics, expert by expert. */
    public static List<String> allRequests() {
        List<String> topics = new ArrayList<>();
        for (Expert expert : ExpertNames.experts()) {
            for (Lane lane : LaneNames.lanes()) {
                topics.add(requests(expert, lane));
            }
        }
        return List.copyOf(topics);
    }

    /** What a request topic's name says; empty when it is not the name of one. */
    public static Optional<RequestTopic> parseRequests(String topic) {
        Matcher matcher = REQUESTS.matcher(topic);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return ExpertNames.expert(matcher.group(1))
                .flatMap(expert -> LaneNames.lane(matcher.group(2)).map(lane -> new RequestTopic(expert, lane)));
    }

    /** The share group of an expert's workers: {@code tryon.worker.top}. */
    public static String workerGroup(Expert expert) {
        return GROUP_PREFIX + ExpertNames.name(expert);
    }

    /** The expert of a worker group; empty when it is not the name of one. */
    public static Optional<Expert> parseWorkerGroup(String group) {
        return after(GROUP_PREFIX, group);
    }

    /** Where the broker puts an expert's requests of either lane that were delivered too often or rejected. */
    public static String deadLetters(Expert expert) {
        return DEAD_LETTERS_PREFIX + ExpertNames.name(expert);
    }

    /** The expert of a dead-letter topic; empty when it is not the name of one. */
    public static Optional<Expert> parseDeadLetters(String topic) {
        return after(DEAD_LETTERS_PREFIX, topic);
    }

    private static Map<Expert, Map<Lane, String>> requestTopics() {
        Map<Expert, Map<Lane, String>> topics = new EnumMap<>(Expert.class);
        for (Expert expert : ExpertNames.experts()) {
            Map<Lane, String> lanes = new EnumMap<>(Lane.class);
            LaneNames.lanes().forEach(lane -> lanes.put(lane, spelt(expert, lane)));
            topics.put(expert, lanes);
        }
        return topics;
    }

    /** Fails for what has no name. */
    private static String spelt(Expert expert, Lane lane) {
        return REQUESTS_PREFIX + ExpertNames.name(expert) + "." + LaneNames.name(lane);
    }

    private static Optional<Expert> after(String prefix, String name) {
        return name.startsWith(prefix) ? ExpertNames.expert(name.substring(prefix.length())) : Optional.empty();
    }

    /**
     * What the name of a request topic says.
     *
     * @param expert who does the step
     * @param lane who waits for it
     */
    public record RequestTopic(Expert expert, Lane lane) {
        /** The topic's name. */
        public String name() {
            return requests(expert, lane);
        }
    }
}
