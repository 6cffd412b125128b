/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** ACLs of a broker that has Kafka's own authorizer, and of one that has none. */
class AccessIT {
    private static final String WORKER = "User:tryon-worker";
    private static final String[] NAMED = {"--principal", "worker=" + WORKER};

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void givesAServiceWhatItNeedsOnceAndTakesNothingAway() throws Exception {
        EmbeddedKafkaConfig guarded = EmbeddedKafkaConfig.of(folder.resolve("guarded"))
                .withProperty(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:ANONYMOUS");
        try (EmbeddedKafka broker = EmbeddedKafka.start(guarded);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(run(broker, "apply")).isEqualTo(TopicsCommand.OK);
            assertThat(acls(admin)).as("nobody is named").isEmpty();

            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.PENDING);
            assertThat(out.toString())
                    .contains("+ tryon.requests.: allow User:tryon-worker READ on the topics that begin so");
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(acls(admin))
                    .hasSize(6)
                    .contains(acl("tryon.results", AclOperation.WRITE, AclPermissionType.ALLOW));
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("All is as planned.");

            make(admin, acl("tryon.decisions", AclOperation.READ, AclPermissionType.ALLOW));
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(acls(admin)).hasSize(7);
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("tryon.decisions: not in the plan; left alone");

            make(admin, acl("tryon.results", AclOperation.ALL, AclPermissionType.DENY));
            assertThat(run(broker, "apply", "--principal", "listener=" + WORKER)).isEqualTo(TopicsCommand.REFUSED);
            assertThat(out.toString()).contains("! tryon.results: REFUSED: an ACL denies User:tryon-worker");
            assertThat(acls(admin)).as("nothing was changed").hasSize(8);
        }
    }

    @Test
    void saysThatThereIsNoAuthorizer() {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("open"))) {
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("access: the brokers have no authorizer", "35 changes made.");
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("access: the brokers have no authorizer");
        }
    }

    @Test
    void refusesWhoIsNobodyAndWhatIsNoService() {
        assertThat(misused("worker=User:*")).contains("would give a service's rights to everybody");
        assertThat(misused("worker=tryon")).contains("write worker=User:NAME");
        assertThat(misused("painter=User:kim"))
                .contains("painter is no service of the plan; there are approval, gateway, listener, operator, ");
    }

    private String misused(String principal) {
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--principal", principal))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        return err.toString();
    }

    private int run(EmbeddedKafka broker, String command, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(command, "--bootstrap-servers", broker.bootstrapServers(), "--replication-factor", "1"));
        line.addAll(Arrays.asList(arguments));
        return run(line.toArray(new String[0]));
    }

    private int run(String... line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new TopicsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private static Collection<AclBinding> acls(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get();
    }

    private static void make(Admin admin, AclBinding acl) throws Exception {
        admin.createAcls(List.of(acl)).all().get();
        await().atMost(Duration.ofSeconds(10)).until(() -> acls(admin).contains(acl));
    }

    private static AclBinding acl(String topic, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(WORKER, "*", operation, permission));
    }
}
