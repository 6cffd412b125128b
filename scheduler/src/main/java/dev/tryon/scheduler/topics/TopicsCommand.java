/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.topics;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon topics}: shows and makes the topics, share groups and ACLs that tryon needs. Made and called by picocli. */
@Command(
        name = "topics",
        description = "Shows and makes the topics, share groups and ACLs that tryon needs.",
        synopsisSubcommandLabel = "(plan | apply)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The cluster is as planned (plan), or is now (apply).",
            "1:Kafka did not answer, or objected.",
            "2:Wrong usage, or a plan file that cannot be used.",
            "3:Changes are to be made (plan, apply --dry-run).",
            "4:A change is refused because it could delete records or shut clients out; nothing was changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon topics plan --bootstrap-servers localhost:9092 --replication-factor 1",
            "  tryon topics apply --bootstrap-servers kafka:9093 \\",
            "      --command-config client.properties",
            "  tryon topics apply --bootstrap-servers kafka:9093 --command-config client.properties \\",
            "      --principal worker=User:tryon-worker --principal scheduler=User:tryon-scheduler"
        })
public final class TopicsCommand {
    /** Everything is as planned. */
    public static final int OK = 0;
    /** Kafka did not answer, or objected. */
    public static final int FAILED = 1;
    /** There are changes to make. */
    public static final int PENDING = 3;
    /** The plan asks for what could delete records. */
    public static final int REFUSED = 4;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for a place to put it.
    private boolean help;

    @Command(
            name = "plan",
            description = "Shows how the cluster differs from the plan; changes nothing. Exits with 3 if it does.",
            footerHeading = "%nExample:%n",
            footer = "  tryon topics plan --bootstrap-servers localhost:9092 --replication-factor 1")
    int plan(@Mixin ClusterOptions options) {
        return run(options, true);
    }

    @Command(
            name = "apply",
            description = {
                "Creates what is missing, adds partitions, sets configurations, gives rights. May be run at any time,"
                        + " also while the system works; running it again changes nothing. Never deletes or takes away"
                        + " anything."
            },
            footerHeading = "%nExample:%n",
            footer = "  tryon topics apply --bootstrap-servers localhost:9092 --replication-factor 1")
    int apply(
            @Mixin ClusterOptions options,
            @Option(names = "--dry-run", description = "Only show what would be changed, like plan.") boolean dryRun) {
        return run(options, dryRun);
    }

    private int run(ClusterOptions options, boolean dryRun) {
        var commandLine = Objects.requireNonNull(spec, "called by picocli").commandLine();
        PrintWriter out = commandLine.getOut();
        TopicPlan plan = options.plan();
        Replication replication = options.replication();
        try (Admin admin = options.admin()) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, plan, replication);
            return dryRun ? show(provisioner.plan(), out) : apply(provisioner, out);
        } catch (RefusedChangesException e) {
            show(List.copyOf(e.refused()), out);
            commandLine.getErr().println("Nothing was changed.");
            return REFUSED;
        } catch (ProvisioningException | KafkaException e) {
            commandLine.getErr().println(e.getMessage());
            return FAILED;
        }
    }

    private static int apply(TopicProvisioner provisioner, PrintWriter out) {
        List<Change.Safe> made = provisioner.apply();
        made.forEach(change -> print(change, out));
        provisioner.plan().forEach(left -> print(left, out)); // What is not this command's to change.
        out.println(made.isEmpty() ? "All is as planned." : made.size() + " changes made.");
        return OK;
    }

    private static int show(List<Change> changes, PrintWriter out) {
        changes.forEach(change -> print(change, out));
        if (changes.stream().anyMatch(Change.Refused.class::isInstance)) {
            return REFUSED;
        }
        long pending = changes.stream().filter(Change.Safe.class::isInstance).count();
        out.println(pending == 0 ? "All is as planned." : pending + " changes to make.");
        return pending == 0 ? OK : PENDING;
    }

    private static void print(Change change, PrintWriter out) {
        String mark = change instanceof Change.CreateTopic || change instanceof Change.Grant
                ? "+"
                : change instanceof Change.Safe ? "~" : change instanceof Change.Refused ? "!" : " ";
        out.println(mark + " " + change.name() + ": " + change.description());
    }
}
