/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        try (EmbeddedKafka broker = EmbeddedKafka.start(guarded());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(run(broker, "apply")).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString())
                    .contains("access: nobody is named for any service, so there are no ACLs to make");
            assertThat(acls(admin)).as("nobody is named").isEmpty();

            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.PENDING);
            assertThat(out.toString())
                    .contains("+ tryon.requests.: allow User:tryon-worker read on topics whose name begins so")
                    .contains("+ tryon.results: allow User:tryon-worker write on the topic")
                    .contains("+ tryon.worker.: allow User:tryon-worker read on groups whose name begins so")
                    .contains("6 changes to make.");
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("6 changes made.");
            assertThat(acls(admin))
                    .hasSize(6)
                    .contains(acl("tryon.results", AclOperation.WRITE, AclPermissionType.ALLOW));
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("All is as planned.");

            make(admin, acl("tryon.decisions", AclOperation.READ, AclPermissionType.ALLOW));
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(acls(admin)).hasSize(7);
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString())
                    .contains(
                            "tryon.decisions: not in the plan; left alone: User:tryon-worker may read",
                            "All is as planned.");

            make(admin, acl("tryon.results", AclOperation.ALL, AclPermissionType.DENY));
            assertThat(run(broker, "apply", "--principal", "approval=" + WORKER))
                    .isEqualTo(TopicsCommand.REFUSED);
            assertThat(out.toString()).contains("! tryon.results: REFUSED: an ACL denies User:tryon-worker");
            assertThat(acls(admin)).as("nothing was changed").hasSize(8);
        }
    }

    @Test
    void refusesTheFirstAclsWhereTheyWouldShutEverybodyElseOut() throws Exception {
        EmbeddedKafkaConfig open = guarded().withProperty("allow.everyone.if.no.acl.found", "true");
        try (EmbeddedKafka broker = EmbeddedKafka.start(open);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(run(broker, "apply")).isEqualTo(TopicsCommand.OK);

            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.REFUSED);
            assertThat(out.toString())
                    .contains("! access: REFUSED: brokers let everybody in where there is no ACL")
                    .contains("[tryon.requests., tryon.control, tryon.results, tryon.retries, tryon.worker.]");
            assertThat(acls(admin)).isEmpty();

            for (String topic : List.of("tryon.control", "tryon.results", "tryon.retries")) {
                make(admin, acl(topic, AclOperation.READ, AclPermissionType.ALLOW));
            }
            make(admin, prefixed(ResourceType.TOPIC, "tryon.requests."));
            make(admin, prefixed(ResourceType.GROUP, "tryon.worker."));
            assertThat(run(broker, "apply", NAMED)).as("all have an ACL").isEqualTo(TopicsCommand.OK);
        }
    }

    @Test
    void readsWhoItIsFromThePlanToo() throws Exception {
        String yaml;
        try (InputStream builtIn = TopicPlan.class.getResourceAsStream("topics.yaml")) {
            yaml = new String(Objects.requireNonNull(builtIn).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path plan = Files.writeString(
                folder.resolve("plan.yaml"),
                yaml.replace("  worker:\n    principal: \"\"", "  worker:\n    principal: " + WORKER));
        try (EmbeddedKafka broker = EmbeddedKafka.start(guarded())) {
            assertThat(run(broker, "plan", "--plan", plan.toString())).isEqualTo(TopicsCommand.PENDING);
            assertThat(out.toString())
                    .contains("+ tryon.control: allow User:tryon-worker read on the topic", "43 changes");
        }
        Files.writeString(plan, yaml.replace("principal: \"\"", "principal: somebody"));
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--plan", plan.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("gateway: \"somebody\" names no principal; write User:NAME");
        Files.writeString(plan, yaml.replace("write: [decisions, requests]", "write: [decision]"));
        assertThat(run("plan", "--bootstrap-servers", "127.0.0.1:1", "--plan", plan.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("access.approval: decision is no key of a topic; there are [campaign-progress, ");
    }

    @Test
    void saysThatThereIsNoAuthorizer() {
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("open"))) {
            assertThat(run(broker, "apply", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("access: the brokers have no authorizer", "37 changes made.");
            assertThat(run(broker, "plan", NAMED)).isEqualTo(TopicsCommand.OK);
            assertThat(out.toString()).contains("access: the brokers have no authorizer");
        }
    }

    @Test
    void refusesWhoIsNobodyAndWhatIsNoService() {
        assertThat(misused("worker=User:*")).contains("would give a service's rights to everybody");
        assertThat(misused("worker=tryon")).contains("worker: \"tryon\" names no principal");
        assertThat(misused("painter=User:kim"))
                .contains("painter is no service of the plan; there are approval, gateway, operator, scheduler,"
                        + " webhooks, worker");
    }

    private EmbeddedKafkaConfig guarded() {
        return EmbeddedKafkaConfig.of(folder.resolve("guarded"))
                .withProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:ANONYMOUS");
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

    private static AclBinding prefixed(ResourceType type, String prefix) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:other", "*", AclOperation.READ, AclPermissionType.ALLOW));
    }
}
