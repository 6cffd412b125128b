/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.v1.Completed;
import dev.tryon.v1.DeadLettered;
import dev.tryon.v1.Failed;
import dev.tryon.v1.FailureCode;
import dev.tryon.v1.ImageRef;
import dev.tryon.v1.Progress;
import dev.tryon.v1.Started;
import dev.tryon.v1.TryOnEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class EventOutputTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TryOnEvent started = TryOnEvent.newBuilder()
            .setRequestId("1")
            .setStarted(Started.newBuilder().setWorker("top-0").setAttempt(2))
            .build();
    private final TryOnEvent progress = TryOnEvent.newBuilder()
            .setRequestId("1")
            .setProgress(Progress.newBuilder().setDenoiseStep(7).setDenoiseSteps(20))
            .build();
    private final TryOnEvent completed = TryOnEvent.newBuilder()
            .setRequestId("1")
            .setCompleted(Completed.newBuilder().setResult(ImageRef.newBuilder().setUri("s3://tryon/1.png")))
            .build();

    @Test
    void writesProgressOverItselfAtATerminal() {
        EventOutput output = output(false, true);
        output.show(started);
        output.show(progress);
        output.show(completed);

        assertThat(err.toString())
                .startsWith("\r\u001b[Kstarted by top-0, attempt 2\r\u001b[Kdenoising 7/20\r\u001b[Kcompleted\n")
                .contains("s3://tryon/1.png");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void writesPlainLinesWithoutProgressToAFile() {
        EventOutput output = output(false, false);
        output.show(started);
        output.show(progress);
        output.show(completed);

        assertThat(err.toString())
                .startsWith("started by top-0, attempt 2\ncompleted\n")
                .doesNotContain("denoising", "\r", "\u001b");
    }

    @Test
    void writesJsonLinesToStandardOutput() {
        EventOutput output = output(true, true);
        output.show(progress);
        output.show(completed);

        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"request_id\":\"1\""));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsAnOpenProgressLine() {
        EventOutput output = output(false, true);
        output.show(progress);
        output.finish();
        output.finish();

        assertThat(err.toString()).isEqualTo("\r\u001b[Kdenoising 7/20\n");
    }

    @Test
    void namesTheRequestWhereThereAreSeveral() {
        output(false, true).showWithRequest(started);

        assertThat(err.toString()).isEqualTo("1 started by top-0, attempt 2\n");
    }

    @Test
    void saysWhyARequestFailedAndWhatToDo() {
        output(false, false)
                .show(TryOnEvent.newBuilder()
                        .setFailed(Failed.newBuilder()
                                .setCode(FailureCode.NO_PERSON)
                                .setMessage("nobody in s3://tryon/ada.jpg")
                                .setField("subject"))
                        .build());

        assertThat(err.toString())
                .contains("failed: NO_PERSON", "nobody in s3://tryon/ada.jpg", "subject", "Send a photo that shows");
    }

    @Test
    void saysWhyARequestWasDeadLettered() {
        output(false, false)
                .show(TryOnEvent.newBuilder()
                        .setDeadLettered(DeadLettered.newBuilder()
                                .setCode(FailureCode.POISON)
                                .setDeliveries(5))
                        .build());

        assertThat(err.toString()).contains("5 deliveries", "POISON", "dead-letter topic");
    }

    private EventOutput output(boolean json, boolean terminal) {
        return new EventOutput(new PrintWriter(out), new PrintWriter(err), json, terminal);
    }
}
