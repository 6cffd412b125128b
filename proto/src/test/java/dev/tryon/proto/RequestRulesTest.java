/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.tryon.proto.RuleCases.RuleCase;
import dev.tryon.v1.ControlOuterClass;
import dev.tryon.v1.Event;
import dev.tryon.v1.Image;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Request;
import dev.tryon.v1.TryOnRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {
    static List<RuleCase> cases() {
        return RuleCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesWhatBreaksTheRuleAndNamesTheField(RuleCase rule) {
        assertThat(RequestRules.violationsOf(rule.bad())).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(rule.field());
            assertThat(violation.text()).contains(rule.text());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void acceptsWhatJustKeepsTheRule(RuleCase rule) {
        assertThat(RequestRules.violationsOf(rule.good())).isEmpty();
    }

    @Test
    void everyFieldWithARuleHasACase() {
        Set<String> ruled = Stream.of(
                        Image.getDescriptor(),
                        Request.getDescriptor(),
                        Event.getDescriptor(),
                        ControlOuterClass.getDescriptor())
                .flatMap(file -> file.getMessageTypes().stream())
                .flatMap(message -> message.getFields().stream())
                .filter(field -> field.getOptions().hasExtension(ValidateProto.field))
                // Requests that may be incomplete or break a rule, which is why they failed: their one rule is to have
                // none.
                .filter(field -> !Set.of("tryon.v1.Campaign.defaults", "tryon.v1.TryOnEvent.request")
                        .contains(field.getFullName()))
                .map(FieldDescriptor::getFullName)
                .collect(toSet());
        Set<String> cased = cases().stream()
                .map(rule -> fieldAt(rule.bad().getDescriptorForType(), rule.field()))
                .collect(toSet());

        assertThat(ruled).isNotEmpty().isSubsetOf(cased);
    }

    @Test
    void acceptsRequestWithEveryFieldSet() {
        assertThat(RequestRules.violations(ContractSamples.request())).isEmpty();
    }

    @Test
    void acceptsRequestWithOnlyWhatIsRequired() {
        assertThat(RequestRules.violations(ContractSamples.smallestRequest())).isEmpty();
    }

    @Test
    void acceptsCampaignWhoseDefaultsAreNoWholeRequest() {
        assertThat(RequestRules.violationsOf(ContractSamples.campaign())).isEmpty();
    }

    @Test
    void reportsEveryViolationOfAnEmptyRequest() {
        assertThat(RequestRules.violations(TryOnRequest.getDefaultInstance()))
                .extracting(RuleViolation::field)
                .containsExactlyInAnyOrder("request_id", "tenant", "lane", "subject", "steps", "output");
    }

    @Test
    void cutsLongValuesAndKeepsThemOnOneLine() {
        TryOnRequest request = ContractSamples.smallestRequest().toBuilder()
                .setSubject(ImageRef.newBuilder().setUri("http://" + "x\n".repeat(500)))
                .build();

        assertThat(RequestRules.violations(request)).singleElement().satisfies(violation -> {
            assertThat(violation.value()).hasSize(RuleViolation.LONGEST_VALUE);
            assertThat(violation.text()).hasLineCount(1);
        });
    }

    /** The full name of the field (or the path itself for a oneof) that a path of a violation points at. */
    private static String fieldAt(Descriptor message, String path) {
        Descriptor current = message;
        String name = path;
        for (String part : path.replaceAll("\\[[^]]*]", "").split("\\.", -1)) {
            FieldDescriptor field = current.findFieldByName(part);
            if (field == null) {
                return path;
            }
            name = field.getFullName();
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                current = field.getMessageType();
            }
        }
        return name;
    }
}
