/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryon.embedded.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandIT {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsThenMakesThenFindsNothingToDo() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
            String[] cluster = {"--bootstrap-servers", kafka.bootstrapServers(), "--replication-factor", "1"};
            assertThat(run("plan", cluster)).isEqualTo(TopicsCommand.PENDING);
            assertThat(out.toString())
                    .contains("+ tryon.requests.top.bulk: create: partitions 1, replication factor 1")
                    .contains("~ tryon.worker.top: ")
                    .contains("share.auto.offset.reset latest -> earliest")
                    .contains("37 changes to make.");

            assertThat(run("apply", concat(cluster, "--dry-run"))).isEqualTo(TopicsCommand.PENDING);
            assertThat(run("apply", cluster)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("37 changes made.");
            assertThat(run("plan", cluster)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("All is as planned.");

            assertThat(run("apply", "--bootstrap-servers", kafka.bootstrapServers()))
                    .isEqualTo(TopicsCommand.REFUSED);
            assertThat(out.toString()).contains("! tryon.results: REFUSED: its replication factor is 1, planned is 3");
            assertThat(err.toString()).contains("Nothing was changed.");
        }
    }

    @Test
    void saysWhenKafkaDoesNotAnswer() throws Exception {
        Path impatient = Files.writeString(
                folder.resolve("client.properties"), "default.api.timeout.ms=500\nrequest.timeout.ms=400\n");
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--command-config", impatient.toString()))
                .isEqualTo(TopicsCommand.FAILED);
        assertThat(err.toString()).contains("no answer from Kafka in time").contains("check the bootstrap servers");
    }

    @Test
    void saysWhatIsWrongWithTheCommand() throws Exception {
        Path plan = Files.writeString(folder.resolve("mine.yaml"), "topic: 1\n");
        assertThat(run("plan")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--bootstrap-servers");
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--plan", plan.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("unknown key topic; known there: [access, campaign-progress, campaigns, ");
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--replication-factor", "0"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--command-config", "missing.properties"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("cannot read missing.properties");
        assertThat(run("plan", "--bootstrap-servers", "nowhere")).isEqualTo(TopicsCommand.FAILED);
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Exit codes:", "Examples:", "tryon topics plan --bootstrap-servers", "plan ", "apply ");
        assertThat(run("apply", "--help")).isZero();
        assertThat(out.toString()).contains("--dry-run", "--command-config", "Default: 3");
    }

    private int run(String command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new TopicsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(concat(new String[] {command}, arguments));
    }

    private static String[] concat(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
