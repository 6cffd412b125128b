/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.proto.Topics;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that end at once at a whole worker, each with the code that says why. */
@SuppressWarnings("NullAway.Init")
class RefusedRequestsIT {

    private static WorkerStack stack;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        stack = new WorkerStack(folder);
        stack.worker(WorkerDecorators.NONE, Map.of());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void requestThatBreaksARuleNamesTheField() throws Exception {
        TryOnRequest good = WorkerStack.request(Lane.LANE_INTERACTIVE);
        Failed failed = failed(good.toBuilder()
                .setSteps(
                        0,
                        good.getSteps(0).toBuilder()
                                .setProduct(ImageRef.newBuilder().setUri("shirt.png")))
                .build());

        assertThat(failed.getCode()).isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(failed.getField()).isEqualTo("steps[0].product.uri");
    }

    @Test
    void faceWithoutConsentSaysSo() throws Exception {
        Failed failed = failed(ofExpert(Expert.EXPERT_FACE));

        assertThat(failed.getCode()).isEqualTo(FailureCode.CONSENT_MISSING);
        assertThat(failed.getField()).isEqualTo("consent_ref");
    }

    /** Another program than ours may have written it where it does not belong; it must not be painted by this expert. */
    @Test
    void requestAmongAnotherExpertsSaysWhereItBelongs() throws Exception {
        Failed failed = failed(ofExpert(Expert.EXPERT_EYE));

        assertThat(failed.getCode()).isEqualTo(FailureCode.UNKNOWN_EXPERT);
        assertThat(failed.getField()).isEqualTo("steps[0].expert");
        assertThat(failed.getMessage()).contains("tryon.requests.eye.interactive");
    }

    @Test
    void bucketOfNobodyIsNotAllowed() throws Exception {
        Failed failed = failed(WorkerStack.request(
                Lane.LANE_INTERACTIVE,
                ImageRef.newBuilder().setUri("s3://others/person.png").build(),
                "s3://tryon/shirt.png",
                1));

        assertThat(failed.getCode()).isEqualTo(FailureCode.BUCKET_NOT_ALLOWED);
        assertThat(failed.getField()).isEqualTo("subject.uri");
    }

    /** All go to the topic of expert top, whatever they ask for. */
    private static Failed failed(TryOnRequest request) throws Exception {
        stack.send(request, Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE));
        return stack.end(request).getFailed();
    }

    private static TryOnRequest ofExpert(Expert expert) {
        TryOnRequest top = WorkerStack.request(Lane.LANE_INTERACTIVE);
        return top.toBuilder()
                .setSteps(0, top.getSteps(0).toBuilder().setExpert(expert))
                .build();
    }
}
