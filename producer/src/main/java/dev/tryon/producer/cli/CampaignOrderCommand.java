/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.v1.CampaignProgress;
import dev.tryon.v1.CampaignState;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An order about a campaign: puts it into Kafka and waits until the scheduler has obeyed. Used once, by picocli. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the scheduler has obeyed",
            "1:the campaign was over before",
            "2:the command is wrong",
            "3:Kafka has the order, and the scheduler has not obeyed within --timeout",
            "4:Kafka cannot be reached"
        })
abstract class CampaignOrderCommand implements Callable<Integer> {
    private static final Duration BOARD_WITHIN = Duration.ofSeconds(30);

    /** {@code tryon campaign pause}. */
    @Command(
            name = "pause",
            description = "Releases no more rows of a campaign. What is released already goes on.",
            footerHeading = "%nExample:%n",
            footer = "  tryon campaign pause 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55")
    public static final class Pause extends CampaignOrderCommand {
        /** Looks around in this process's environment. */
        public Pause() {
            this(System.getenv());
        }

        Pause(Map<String, String> environment) {
            super(CampaignState.CAMPAIGN_STATE_PAUSED, environment);
        }
    }

    /** {@code tryon campaign resume}. */
    @Command(
            name = "resume",
            description =
                    "Goes on with a campaign that was paused, or that stopped itself: its manifest is read again.",
            footerHeading = "%nExample:%n",
            footer = "  tryon campaign resume 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 --tenant acme")
    public static final class Resume extends CampaignOrderCommand {
        /** Looks around in this process's environment. */
        public Resume() {
            this(System.getenv());
        }

        Resume(Map<String, String> environment) {
            super(CampaignState.CAMPAIGN_STATE_RUNNING, environment);
        }
    }

    /** {@code tryon campaign cancel}. */
    @Command(
            name = "cancel",
            description =
                    "Calls a campaign off for good, with what is released already: before it is leased, or at its next step.",
            footerHeading = "%nExample:%n",
            footer = "  tryon campaign cancel 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55")
    public static final class Cancel extends CampaignOrderCommand {
        /** Looks around in this process's environment. */
        public Cancel() {
            this(System.getenv());
        }

        Cancel(Map<String, String> environment) {
            super(CampaignState.CAMPAIGN_STATE_CANCELLED, environment);
        }
    }

    private final CampaignState wanted;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "CAMPAIGN_ID", description = "The campaign.")
    private String campaignId = "";

    @Option(names = "--tenant", description = "Whose campaign it is (default: ${DEFAULT-VALUE}).")
    private String tenant = "demo";

    @Option(names = "--by", description = "Who orders it (default: the user who runs this).")
    private String by = System.getProperty("user.name", "");

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for the scheduler (default: 10s).")
    private Duration timeout = Duration.ofSeconds(10);

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print how far the campaign is as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CampaignOrderCommand(CampaignState wanted, Map<String, String> environment) {
        this.wanted = wanted;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::order);
    }

    private int order() throws InterruptedException {
        KafkaClients kafka = connection.connect(environment).kafka();
        try (Producer<byte[], byte[]> producer = kafka.producer("tryon-cli");
                CampaignBoard board = new CampaignBoard(kafka.committedReader("tryon-cli-campaigns")).start()) {
            board.orUnavailable(BOARD_WITHIN);
            new CampaignClient(producer, "/tryon/cli", Clock.systemUTC())
                    .order(tenant, campaignId, wanted, by)
                    .join();
            return report(board.await(campaignId, now -> isTheirs(now) && settled(now), timeout)
                    .filter(this::isTheirs));
        }
    }

    private boolean isTheirs(CampaignProgress progress) {
        return progress.getTenant().equals(tenant);
    }

    private boolean settled(CampaignProgress progress) {
        return progress.getState() == wanted
                || progress.getState() == CampaignState.CAMPAIGN_STATE_FINISHED
                || progress.getState() == CampaignState.CAMPAIGN_STATE_CANCELLED;
    }

    private int report(Optional<CampaignProgress> known) {
        PrintWriter err = spec.commandLine().getErr();
        known.ifPresent(now -> {
            spec.commandLine().getOut().println(json ? CampaignText.json(now, null) : CampaignText.of(now, null));
            spec.commandLine().getOut().flush();
        });
        if (known.filter(now -> now.getState() == wanted).isPresent()) {
            return ExitCode.COMPLETED;
        }
        if (known.filter(this::settled).isPresent()) {
            err.println("tryon: the campaign was over before");
            err.flush();
            return ExitCode.FAILED;
        }
        err.println(
                known.isEmpty()
                        ? "tryon: Kafka has the order, but nothing is known of campaign " + campaignId + " of tenant "
                                + tenant + ": the scheduler has not begun it, or the id or the tenant is wrong"
                        : "tryon: Kafka has the order; the scheduler has not obeyed it within " + timeout.toSeconds()
                                + " s: look whether it runs");
        err.flush();
        return ExitCode.TIMED_OUT;
    }
}
