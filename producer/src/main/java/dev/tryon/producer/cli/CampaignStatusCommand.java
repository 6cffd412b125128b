/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.v1.CampaignProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tryon campaign status}: how far a campaign is. Used once, by picocli. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints how far the scheduler is with a campaign's rows.",
            "With --watch: follows it until every row has ended, and counts how they ended, from the campaign's beginning."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed; with --watch: every row is completed",
            "1:with --watch: the campaign is over and not every row is completed",
            "2:the command is wrong",
            "3:nothing is known of it; with --watch: not over within --timeout",
            "4:Kafka cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon campaign status 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55",
            "  tryon campaign status 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 --json | jq .rows_released"
        })
public final class CampaignStatusCommand implements Callable<Integer> {
    private static final Duration BOARD_WITHIN = Duration.ofSeconds(30);

    @Parameters(paramLabel = "CAMPAIGN_ID", description = "The campaign.")
    private String campaignId = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private CampaignWatchOptions watching = new CampaignWatchOptions();

    @Option(
            names = "--json",
            description = "Print JSON; with --watch an object a line, whenever something has changed.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public CampaignStatusCommand() {
        this(System.getenv());
    }

    CampaignStatusCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::status);
    }

    private int status() {
        KafkaClients kafka = connection.connect(environment).kafka();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (CampaignBoard board = new CampaignBoard(kafka.committedReader("tryon-cli-campaigns")).start()) {
            board.orUnavailable(BOARD_WITHIN);
            Optional<CampaignProgress> known = board.find(campaignId);
            if (known.isEmpty()) {
                err.println("tryon: nothing is known of campaign " + campaignId
                        + ": the scheduler has not begun it (does one run?), or the id is wrong");
                err.flush();
                return ExitCode.TIMED_OUT;
            }
            if (watching.watch()) {
                try (ResultsReader reader =
                        ResultsReader.open(kafka.reader("tryon-cli"), ReadFrom.eventsOf(campaignId))) {
                    return new CampaignFollowing(board, reader, out, err, json)
                            .toTheEnd(campaignId, watching.timeout());
                }
            }
            out.println(json ? CampaignText.json(known.get(), null) : CampaignText.of(known.get(), null));
            out.flush();
            return ExitCode.COMPLETED;
        }
    }
}
