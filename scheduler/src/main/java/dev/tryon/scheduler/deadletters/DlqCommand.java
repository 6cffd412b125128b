/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.scheduler.deadletters;

import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.terminal.ProgressLine;
import dev.tryon.platform.terminal.Terminal;
import dev.tryon.scheduler.topics.BrokerOptions;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tryon dlq}: shows what was given up, and sends it once more. Made and called by picocli. */
@Command(
        name = "dlq",
        description = "Shows what was given up, requests and calls of webhooks, and sends it once more.",
        synopsisSubcommandLabel = "(list | show | redrive)",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:some of what matched cannot be sent once more; each says why, the others were sent",
            "2:the command is wrong",
            "3:no dead letter matched, or all that did were redriven before",
            "4:Kafka cannot be reached or objects; what redrive had sent stays sent, run it again for the rest"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tryon dlq list --bootstrap-servers localhost:9092 \\",
            "      --where code=POISON --where tenant=acme",
            "  tryon dlq show top/0/17 --bootstrap-servers localhost:9092",
            "  tryon dlq redrive --bootstrap-servers localhost:9092 --dry-run \\",
            "      --where code=POISON --where expert=top,dress \\",
            "      --reason 'bundle 0.3.1 mends it'",
            "  tryon dlq redrive --bootstrap-servers localhost:9092 \\",
            "      --where kind=webhook --where tenant=acme \\",
            "      --reason 'their endpoint is up again'"
        })
public final class DlqCommand {
    static final int OK = 0;
    static final int IMPOSSIBLE = 1;
    static final int NONE = 3;
    static final int INFRASTRUCTURE = 4;

    private static final String WHERE =
            "kind (request or webhook), code, tenant, expert, lane, campaign or request; several values with commas:"
                    + " one of them. Repeatable: all of them. code=none are those that no worker came to announce.";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for a place to put it.
    private boolean help;

    @Command(
            name = "list",
            description = "Lists dead letters, oldest first: where each stands, since when, why, whose it is.",
            footerHeading = "%nExample:%n",
            footer = {
                "  tryon dlq list --bootstrap-servers localhost:9092 --json \\",
                "      --where code=POISON | jq -r .place"
            })
    int list(
            @Mixin BrokerOptions brokers,
            @Option(names = "--where", paramLabel = "KEY=VALUE", description = WHERE) @Nullable List<String> where,
            @Option(names = "--json", description = "As JSON, one a line, with all of each request.") boolean json) {
        LetterFilter filter = filter(where);
        return run(() -> {
            LetterOutput output = output(json);
            List<DeadLetter> letters = letters(brokers, json).read(filter);
            output.heading();
            letters.forEach(output::row);
            return letters.isEmpty() ? NONE : OK;
        });
    }

    @Command(
            name = "show",
            description = "Shows all that is known of a dead letter, or of all those of a request.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  tryon dlq show top/0/17 --bootstrap-servers localhost:9092",
                "  tryon dlq show 0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 \\",
                "      --bootstrap-servers localhost:9092"
            })
    int show(
            @Mixin BrokerOptions brokers,
            @Parameters(paramLabel = "PLACE|REQUEST_ID", description = "As list prints them.") String which,
            @Option(names = "--json", description = "As JSON, one a line.") boolean json) {
        return run(() -> {
            LetterOutput output = output(json);
            boolean place = Place.parse(which).isPresent();
            List<DeadLetter> letters =
                    letters(brokers, json)
                            .read(LetterFilter.of(place ? List.of() : List.of("request=" + which)))
                            .stream()
                            .filter(letter ->
                                    !place || letter.place().toString().equals(which))
                            .toList();
            letters.forEach(output::whole);
            if (letters.isEmpty()) {
                problem("no dead letter " + which + "; tryon dlq list says which there are");
            }
            return letters.isEmpty() ? NONE : OK;
        });
    }

    @Command(
            name = "redrive",
            description = {
                "Sends dead letters once more, from their first try on: requests to the workers, calls of webhooks to"
                        + " tryon webhooks. Each is recorded on tryon.control with who did it and why, in one transaction;"
                        + " one that was sent before is left alone. The letters themselves stay where they are."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  tryon dlq redrive --bootstrap-servers localhost:9092 --dry-run \\",
                "      --where code=POISON",
                "  tryon dlq redrive --bootstrap-servers localhost:9092 --again \\",
                "      --where request=0197f3c2-5b1e-7c3a-9d40-2f6b8e1a7c55 \\",
                "      --reason 'driver 580 mends it'"
            })
    int redrive(
            @Mixin BrokerOptions brokers,
            @Option(names = "--where", paramLabel = "KEY=VALUE", description = WHERE) @Nullable List<String> where,
            @Option(names = "--all", description = "All dead letters, where no --where is given.") boolean all,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; it is recorded.")
                    String reason,
            @Option(
                            names = "--by",
                            paramLabel = "NAME",
                            defaultValue = "${sys:user.name}",
                            description = "Who; it is recorded (default: the user who runs this).")
                    String by,
            @Option(names = "--again", description = "Also those that were redriven before.") boolean again,
            @Option(names = "--dry-run", description = "Only show which would be sent.") boolean dryRun,
            @Option(names = "--json", description = "As JSON, one a line.") boolean json) {
        if (all == (where != null && !where.isEmpty())) {
            throw misuse("say which dead letters with --where KEY=VALUE, or --all");
        }
        LetterFilter filter = filter(where);
        Redriver.Order order = new Redriver.Order(by, reason, again);
        order.violation().ifPresent(violation -> {
            throw misuse("--by, --reason: " + violation.text());
        });
        return run(() -> {
            LetterOutput output = output(json);
            ProgressLine progress = progress(json);
            DeadLetters letters = new DeadLetters(kafka(brokers), progress);
            Selection selection;
            if (dryRun) {
                selection = Selection.of(letters.read(filter), again);
                selection.due().forEach(output::row);
            } else {
                selection = new Redriver(kafka(brokers), letters, Clock.systemUTC())
                        .redrive(filter, order, sent -> sent.forEach(output::row));
            }
            selection
                    .impossible()
                    .forEach(letter -> problem(letter.place() + " cannot be sent: "
                            + letter.problem().orElseThrow()));
            if (!json) {
                output.line(summary(selection, dryRun));
            }
            return code(selection);
        });
    }

    private static String summary(Selection selection, boolean dryRun) {
        int before = selection.sentBefore().size();
        return selection.due().size()
                + (dryRun ? " to be sent; nothing was" : " sent")
                + (before == 0 ? "" : "; " + before + " left alone that were redriven before (--again)")
                + (selection.impossible().isEmpty()
                        ? "."
                        : "; " + selection.impossible().size() + " cannot be sent.");
    }

    private static int code(Selection selection) {
        if (!selection.impossible().isEmpty()) {
            return IMPOSSIBLE;
        }
        return selection.due().isEmpty() ? NONE : OK;
    }

    private int run(Callable<Integer> question) {
        try {
            return question.call();
        } catch (ProducerFencedException e) {
            problem("another tryon dlq redrive began meanwhile; what this one had sent stays sent");
            return INFRASTRUCTURE;
        } catch (KafkaException e) {
            problem("Kafka: " + e.getMessage());
            return INFRASTRUCTURE;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private LetterFilter filter(@Nullable List<String> where) {
        try {
            return LetterFilter.of(where == null ? List.of() : where);
        } catch (IllegalArgumentException e) {
            throw misuse("--where: " + e.getMessage());
        }
    }

    private KafkaClients kafka(BrokerOptions brokers) {
        try {
            return new KafkaClients(brokers.properties());
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
    }

    private DeadLetters letters(BrokerOptions brokers, boolean json) {
        return new DeadLetters(kafka(brokers), progress(json));
    }

    private ProgressLine progress(boolean json) {
        PrintWriter shown = json
                ? new PrintWriter(Writer.nullWriter())
                : spec().commandLine().getErr();
        return new ProgressLine(shown, !json && Terminal.present(), System::nanoTime);
    }

    private LetterOutput output(boolean json) {
        return new LetterOutput(spec().commandLine().getOut(), json);
    }

    private void problem(String message) {
        spec().commandLine().getErr().println("tryon dlq: " + message);
        spec().commandLine().getErr().flush();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "made by picocli");
    }
}
