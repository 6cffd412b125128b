/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tryon.proto.ExpertNames;
import dev.tryon.proto.Topics;
import dev.tryon.scheduler.topics.PlannedTopic.Use;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The numbers of a {@link TopicPlan} as they stand in YAML, one component per key. */
record PlanFile(
        Lanes requests,
        Size results,
        Size retries,
        Size control,
        Size campaigns,
        Size campaignProgress,
        Size claims,
        Size decisions,
        Size webhooks,
        Size deadWebhooks,
        Size deadLetters,
        Workers workerGroups,
        Map<String, AccessFile> access) {
    private static final String BUILT_IN = "topics.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    record Lanes(Size interactive, Size bulk) {}

    record Size(int partitions, Duration retention) {}

    record Workers(Duration recordLock, int deliveryLimit, int maxRecordLocks, boolean copyDeadLetters) {}

    static PlanFile builtIn() {
        try (InputStream yaml = PlanFile.class.getResourceAsStream(BUILT_IN)) {
            return parse(Objects.requireNonNull(yaml, BUILT_IN).readAllBytes(), BUILT_IN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PlanFile read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new InvalidPlanException("cannot read plan " + file + ": " + e, e);
        }
    }

    static PlanFile parse(byte[] yaml, String source) {
        try {
            // First without looking for missing keys: a misspelt one is better called unknown than missing.
            YAML.readerFor(PlanFile.class)
                    .without(
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(yaml);
            PlanFile file = YAML.readValue(yaml, PlanFile.class);
            file.plan(); // Its records check the ranges.
            return file;
        } catch (UnrecognizedPropertyException e) {
            List<String> known = e.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .toList();
            throw new InvalidPlanException(source + ": unknown key " + key(e) + "; known there: " + known, e);
        } catch (JsonMappingException e) {
            throw new InvalidPlanException(source + ": " + key(e) + ": " + firstClause(e.getOriginalMessage()), e);
        } catch (JsonProcessingException e) {
            throw new InvalidPlanException(source + ": not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new InvalidPlanException(source + ": " + e.getMessage(), e);
        }
    }

    private static String key(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    /** What follows it are Jackson's own settings. */
    private static String firstClause(String message) {
        int end = message.indexOf(';');
        return end < 0 ? message : message.substring(0, end);
    }

    TopicPlan plan() {
        List<PlannedTopic> topics = new ArrayList<>();
        for (Expert expert : ExpertNames.experts()) {
            topics.add(topic(Topics.requests(expert, Lane.LANE_INTERACTIVE), requests.interactive));
            topics.add(topic(Topics.requests(expert, Lane.LANE_BULK), requests.bulk));
        }
        topics.add(topic(Topics.RESULTS, results));
        topics.add(topic(Topics.RETRIES, retries));
        topics.add(topic(Topics.CONTROL, control));
        topics.add(topic(Topics.CAMPAIGNS, campaigns));
        topics.add(new PlannedTopic(
                Topics.CAMPAIGN_PROGRESS, campaignProgress.partitions, campaignProgress.retention, Use.TABLE));
        topics.add(topic(Topics.CLAIMS, claims));
        topics.add(topic(Topics.DECISIONS, decisions));
        topics.add(new PlannedTopic(Topics.WEBHOOKS, webhooks.partitions, webhooks.retention, Use.TABLE));
        topics.add(topic(Topics.DEAD_WEBHOOKS, deadWebhooks));
        for (Expert expert : ExpertNames.experts()) {
            topics.add(new PlannedTopic(
                    Topics.deadLetters(expert), deadLetters.partitions, deadLetters.retention, Use.DEAD_LETTERS));
        }
        return new TopicPlan(
                topics,
                ExpertNames.experts().stream().map(this::group).toList(),
                access.entrySet().stream()
                        .map(service -> service.getValue().access(service.getKey()))
                        .toList());
    }

    private static PlannedTopic topic(String name, Size size) {
        return new PlannedTopic(name, size.partitions, size.retention, Use.STREAM);
    }

    private PlannedGroup group(Expert expert) {
        return new PlannedGroup(
                Topics.workerGroup(expert),
                workerGroups.recordLock,
                workerGroups.deliveryLimit,
                workerGroups.maxRecordLocks,
                Topics.deadLetters(expert),
                workerGroups.copyDeadLetters);
    }
}
