/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tryon.platform.config.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A workflow as it stands in a YAML file; docs/approval.md describes it. Unknown keys are errors. */
public final class WorkflowDocument {

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .build())
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            // An empty entry of a list, as "roles: [~]", is a mistake and no entry.
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

    private WorkflowDocument() {}

    /**
     * @param version that this text is to have
     * @throws InvalidWorkflowException naming what is wrong
     */
    public static Workflow parse(String yaml, int version) {
        Form form;
        try {
            form = YAML.readValue(yaml, Form.class);
        } catch (JsonProcessingException e) {
            throw new InvalidWorkflowException("not a workflow: " + e.getOriginalMessage());
        }
        if (form == null || form.name() == null) {
            throw new InvalidWorkflowException("not a workflow: it has no name");
        }
        return new Workflow(
                form.name(),
                version,
                Map.of(
                        ItemKind.RESULT, stages(form.results()),
                        ItemKind.SUBJECT, stages(form.subjects()),
                        ItemKind.PRODUCT, stages(form.products())));
    }

    private static List<Stage> stages(@Nullable List<StageForm> forms) {
        return forms == null
                ? List.of()
                : forms.stream().map(WorkflowDocument::stage).toList();
    }

    private static Stage stage(StageForm form) {
        if (form.stage() == null) {
            throw new InvalidWorkflowException("a stage has no name; write stage: NAME");
        }
        return new Stage(
                form.stage(),
                thresholds(form.stage(), form.automatic()),
                otherwise(form.otherwise()),
                form.rule() == null ? Rule.any() : Rule.parse(form.rule()),
                new Stage.People(
                        form.roles() == null ? List.of() : form.roles(),
                        form.escalateTo() == null ? List.of() : form.escalateTo()),
                form.due() == null ? null : duration(form.due()));
    }

    private static List<Threshold> thresholds(String stage, @Nullable Map<String, Range> automatic) {
        List<Threshold> thresholds = new ArrayList<>();
        if (automatic != null) {
            new TreeMap<>(automatic)
                    .forEach((key, range) -> thresholds.add(new Threshold(
                            Measure.named(key)
                                    .orElseThrow(() -> new InvalidWorkflowException("stage " + stage + ": '" + key
                                            + "' is no measure; known: "
                                            + List.of(Measure.values()).stream()
                                                    .map(Measure::key)
                                                    .toList())),
                            range.minimum(),
                            range.maximum())));
        }
        return thresholds;
    }

    private static Stage.Otherwise otherwise(@Nullable String text) {
        if (text == null || text.equals("review")) {
            return Stage.Otherwise.REVIEW;
        }
        if (text.equals("reject")) {
            return Stage.Otherwise.REJECT;
        }
        throw new InvalidWorkflowException("otherwise '" + text + "' is neither review nor reject");
    }

    private static Duration duration(String text) {
        try {
            return new DurationConverter().convert(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidWorkflowException("due: " + e.getMessage());
        }
    }

    record Form(
            @Nullable String name,
            @Nullable List<StageForm> results,
            @Nullable List<StageForm> subjects,
            @Nullable List<StageForm> products) {}

    record StageForm(
            @Nullable String stage,
            @Nullable Map<String, Range> automatic,
            @Nullable String otherwise,
            @Nullable String rule,
            @Nullable List<String> roles,
            @Nullable String due,
            @Nullable List<String> escalateTo) {}

    record Range(@Nullable Double minimum, @Nullable Double maximum) {}
}
