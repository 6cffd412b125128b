/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.manifest.ManifestFormats;
import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.s3.S3Uri;
import dev.tryon.platform.s3.Sha256;
import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.campaign.CampaignBoard;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.producer.results.ReadFrom;
import dev.tryon.producer.results.ResultsReader;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon campaign submit}: puts a manifest in, and with {@code --watch} waits for it. Used once, by picocli. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Submits a manifest and prints the campaign's id. Of any length it is one event; the scheduler reads it.",
            "A file is uploaded first, to manifests/ in the bucket, under a name made of its content."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:submitted; with --watch: every row is completed",
            "1:the campaign is over and not every row is completed",
            "2:the command or the campaign is wrong; nothing was submitted",
            "3:not over within --timeout; it goes on",
            "4:Kafka or S3 cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon campaign validate spring.csv --output s3://shop/results    looks at every row first",
            "  tryon campaign submit spring.csv --output s3://shop/results --name Spring --watch",
            "  tryon campaign submit s3://shop/spring.ndjson.gz --tenant acme --weight 2 --json"
        })
public final class CampaignSubmitCommand implements Callable<Integer> {
    private static final Duration BOARD_WITHIN = Duration.ofSeconds(30);

    @Mixin
    private CampaignOptions asked = new CampaignOptions();

    @Option(names = "--name", description = "For people.")
    private String name = "";

    @Option(
            names = "--weight",
            paramLabel = "W",
            description = "Share of the tenant's bulk capacity relative to its other campaigns (default: 1).")
    private float weight = 1;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private CampaignWatchOptions watching = new CampaignWatchOptions();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    /** Looks around in this process's environment. */
    public CampaignSubmitCommand() {
        this(System.getenv());
    }

    CampaignSubmitCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::submit);
    }

    private int submit() {
        StackConnection stack = connection.connect(environment);
        KafkaClients kafka = stack.kafka();
        Campaign campaign = asked.isObject() ? checked(asked.manifest()) : uploaded(stack);
        try (Producer<byte[], byte[]> producer = kafka.producer("tryon-cli")) {
            CampaignClient client = new CampaignClient(producer, "/tryon/cli", Clock.systemUTC());
            if (!watching.watch()) {
                print(client.submit(campaign).join());
                return ExitCode.COMPLETED;
            }
            // Opened first: what is submitted afterwards cannot end unseen.
            try (ResultsReader reader = ResultsReader.open(kafka.reader("tryon-cli"), ReadFrom.now());
                    CampaignBoard board = new CampaignBoard(kafka.committedReader("tryon-cli-campaigns")).start()) {
                board.orUnavailable(BOARD_WITHIN);
                print(client.submit(campaign).join());
                return follow(board, reader, campaign.getCampaignId());
            }
        }
    }

    /** The campaign, once nothing is wrong with it. */
    private Campaign checked(String uri) {
        Campaign campaign = asked.campaign(uri).setName(name).setWeight(weight).build();
        List<RuleViolation> wrong = CampaignClient.violations(campaign);
        if (!wrong.isEmpty()) {
            throw new InvalidRequestException(wrong);
        }
        return campaign;
    }

    private Campaign uploaded(StackConnection stack) {
        Path file = Path.of(asked.manifest());
        try {
            String suffix = switch (ManifestFormats.of(
                    asked.campaign("s3://local/" + file.getFileName()).build())) {
                case MANIFEST_FORMAT_CSV -> ".csv";
                default -> ".ndjson";
            };
            S3Uri address = new S3Uri(stack.bucket(), "manifests/" + Sha256.hex(file) + suffix);
            Campaign campaign = checked(address.toString());
            try (S3Objects objects = stack.objects()) {
                objects.upload(file, address, "application/octet-stream");
            }
            return campaign;
        } catch (IOException e) {
            throw new UnusableManifestException("cannot read " + file + "; check the path: " + e, e);
        }
    }

    private int follow(CampaignBoard board, ResultsReader reader, String id) {
        PrintWriter err = spec.commandLine().getErr();
        String goesOn = "it goes on; follow it with: tryon campaign status " + id + " --watch";
        CampaignFollowing following =
                new CampaignFollowing(board, reader, spec.commandLine().getOut(), err, json);
        int exit =
                FarewellAtInterrupt.saying(err, "tryon: " + goesOn, () -> following.toTheEnd(id, watching.timeout()));
        if (exit == ExitCode.TIMED_OUT) {
            err.println("tryon: not over within " + watching.timeout().toSeconds() + " s; " + goesOn);
            err.flush();
        }
        return exit;
    }

    private void print(Campaign campaign) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("campaign_id", campaign.getCampaignId());
        members.put("manifest", campaign.getManifest().getUri());
        out.println(json ? JsonLine.of(members) : campaign.getCampaignId());
        out.flush();
    }
}
