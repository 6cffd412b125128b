/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tryon campaign}: many try-ons as one. Made by picocli. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = {
            "Submits and steers campaigns: manifests of any number of rows, a try-on a row.",
            "docs/api.md tells what a manifest is."
        },
        subcommands = {
            CampaignValidateCommand.class,
            CampaignSubmitCommand.class,
            CampaignStatusCommand.class,
            CampaignOrderCommand.Pause.class,
            CampaignOrderCommand.Resume.class,
            CampaignOrderCommand.Cancel.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon campaign validate spring.csv --output s3://shop/results",
            "  tryon campaign submit spring.csv --output s3://shop/results --name Spring --watch",
            "  tryon campaign pause 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55"
        })
public final class CampaignCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
