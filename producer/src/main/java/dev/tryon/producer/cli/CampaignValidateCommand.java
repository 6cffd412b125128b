/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.manifest.ManifestRow;
import dev.tryon.platform.s3.S3Objects;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.platform.terminal.Terminal;
import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.campaign.CampaignClient;
import dev.tryon.proto.RuleViolation;
import dev.tryon.v1.Campaign;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tryon campaign validate}: whether every row of a manifest is a request. Used once, by picocli. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks every row of a manifest by the rules that hold when it is released, and sends nothing.",
            "A manifest in S3 is read from there; a file needs neither Kafka nor S3."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row is valid",
            "1:rows are wrong, or there is none; the first ones are printed",
            "2:the command is wrong, or no row can be read",
            "4:S3 cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon campaign validate spring.csv --defaults defaults.json --output s3://shop/results",
            "  tryon campaign validate s3://shop/spring.ndjson.gz --json | jq 'select(.line)'"
        })
public final class CampaignValidateCommand implements Callable<Integer> {
    private static final int ROWS_WRONG = 1;

    @Mixin
    private CampaignOptions asked = new CampaignOptions();

    @Option(names = "--errors", paramLabel = "N", description = "Print so many wrong rows (default: ${DEFAULT-VALUE}).")
    private int errors = 20;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print JSON: an object for each violation, then one with the counts.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;
    private long printed;

    /** Looks around in this process's environment. */
    public CampaignValidateCommand() {
        this(System.getenv());
    }

    CampaignValidateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        return Problems.reported(spec.commandLine().getErr(), this::validate);
    }

    private int validate() throws IOException {
        if (!asked.isObject()) {
            Path file = Path.of(asked.manifest());
            try (ManifestFile manifest = ManifestFile.ofFile(file)) {
                // Only the name counts here: it says the format.
                return check(manifest, "s3://local/" + file.getFileName());
            }
        }
        try (S3Objects objects = connection.connect(environment).objects();
                ManifestFile manifest = ManifestFile.ofObject(asked.manifest(), objects)) {
            return check(manifest, asked.manifest());
        }
    }

    private int check(ManifestFile manifest, String uri) {
        Campaign campaign = asked.campaign(uri).build();
        List<RuleViolation> wrong = CampaignClient.violations(campaign);
        if (!wrong.isEmpty()) {
            throw new InvalidRequestException(wrong);
        }
        PrintWriter err = spec.commandLine().getErr();
        boolean bar = !json && Terminal.present();
        ProgressLine progress = new ProgressLine(json ? silent() : err, bar, System::nanoTime);
        ManifestCheck check = new ManifestCheck(campaign, progress);
        check.read(manifest, row -> print(row, progress));
        summary(check);
        return check.wrong() == 0 && check.rows() > 0 ? ExitCode.COMPLETED : ROWS_WRONG;
    }

    private void print(ManifestRow row, ProgressLine progress) {
        if (printed == errors) {
            return;
        }
        printed++;
        progress.clear();
        PrintWriter out = spec.commandLine().getOut();
        for (RuleViolation violation : row.violations()) {
            out.println(json ? JsonLine.of(members(row, violation)) : "line " + row.line() + ": " + violation.text());
        }
        out.flush();
    }

    private static Map<String, Object> members(ManifestRow row, RuleViolation violation) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", row.line());
        members.put("row", row.row());
        members.put("field", violation.field());
        members.put("message", violation.message());
        members.put("value", violation.value());
        members.put("rule", violation.rule());
        return members;
    }

    private void summary(ManifestCheck check) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("rows", check.rows());
            counts.put("valid", check.rows() - check.wrong());
            counts.put("wrong", check.wrong());
            out.println(JsonLine.of(counts));
        } else {
            String rest = check.wrong() > printed
                    ? String.format(Locale.ROOT, " (%,d shown; --errors shows more)", printed)
                    : "";
            out.println(
                    check.rows() == 0
                            ? "the manifest has no rows"
                            : String.format(
                                    Locale.ROOT,
                                    "%,d rows: %,d valid, %,d wrong%s",
                                    check.rows(),
                                    check.rows() - check.wrong(),
                                    check.wrong(),
                                    rest));
        }
        out.flush();
    }

    private static PrintWriter silent() {
        return new PrintWriter(Writer.nullWriter());
    }
}
