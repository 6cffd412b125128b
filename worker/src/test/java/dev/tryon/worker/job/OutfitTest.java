/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.Completed;
import dev.tryon.v1.Expert;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Intermediate;
import dev.tryon.v1.Step;
import dev.tryon.v1.TryOnRequest;
import org.junit.jupiter.api.Test;

class OutfitTest {

    private static final TryOnRequest OUTFIT = TryOnRequest.newBuilder()
            .setRequestId("r1")
            .setSubject(picture("person").toBuilder().setEtag("e1"))
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_TOP))
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_BOTTOM))
            .addSteps(Step.newBuilder().setExpert(Expert.EXPERT_EYE))
            .build();

    @Test
    void resultIsTheNextStepsSubject() {
        TryOnRequest next = next(OUTFIT, "with-top");

        assertThat(next.getPosition()).isEqualTo(1);
        assertThat(next.getSubject()).isEqualTo(picture("with-top"));
        assertThat(next.getStepsList()).isEqualTo(OUTFIT.getStepsList());
    }

    @Test
    void firstStepsSubjectIsKeptToTheLastStep() {
        TryOnRequest last = next(next(OUTFIT, "with-top"), "with-both");

        assertThat(last.getOriginalSubject()).isEqualTo(OUTFIT.getSubject());
        assertThat(last.getSubject()).isEqualTo(picture("with-both"));
    }

    @Test
    void listsWhatStepsMadeInTheirOrder() {
        TryOnRequest last = next(next(OUTFIT, "with-top"), "with-both");

        assertThat(last.getIntermediatesList())
                .extracting(Intermediate::getExpert)
                .containsExactly(Expert.EXPERT_TOP, Expert.EXPERT_BOTTOM);
        assertThat(last.getIntermediates(0).getResult()).isEqualTo(picture("with-top"));
        assertThat(last.getIntermediates(0).getMask()).isEqualTo(picture("with-top.mask"));
    }

    @Test
    void lastStepHasNoNext() {
        TryOnRequest last = next(next(OUTFIT, "with-top"), "with-both");

        assertThat(Outfit.next(last, made("all"))).isEmpty();
    }

    private static TryOnRequest next(TryOnRequest request, String made) {
        return Outfit.next(request, made(made)).orElseThrow();
    }

    private static Completed made(String name) {
        return Completed.newBuilder()
                .setResult(picture(name))
                .setMask(picture(name + ".mask"))
                .build();
    }

    private static ImageRef picture(String name) {
        return ImageRef.newBuilder().setUri("s3://tryon/" + name + ".png").build();
    }
}
