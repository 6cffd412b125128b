/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import dev.tryon.approval.access.OidcLogin;
import dev.tryon.approval.access.Sessions;
import dev.tryon.approval.audit.AuditLog;
import dev.tryon.approval.console.Console;
import dev.tryon.approval.console.ConsoleServer;
import dev.tryon.approval.decisions.Announcements;
import dev.tryon.approval.decisions.BulkOrders;
import dev.tryon.approval.decisions.ChangeFeed;
import dev.tryon.approval.decisions.Decisions;
import dev.tryon.approval.decisions.Escalations;
import dev.tryon.approval.decisions.Intake;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.ItemStore;
import dev.tryon.approval.decisions.Outbox;
import dev.tryon.approval.decisions.OutboxPublisher;
import dev.tryon.approval.decisions.Periodic;
import dev.tryon.approval.decisions.RedoRequests;
import dev.tryon.approval.ledger.LedgerConsumer;
import dev.tryon.approval.ledger.LedgerWriter;
import dev.tryon.approval.ledger.Statuses;
import dev.tryon.approval.workflow.WorkflowStore;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.platform.admin.AdminServer;
import dev.tryon.platform.admin.Health;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.lifecycle.Lifecycle;
import dev.tryon.platform.lifecycle.LifecycleState;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.platform.service.Service;
import dev.tryon.platform.telemetry.Meters;
import dev.tryon.platform.telemetry.OtlpTracing;
import dev.tryon.platform.telemetry.TelemetryConfig;
import dev.tryon.platform.telemetry.Tracing;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The approval service, composed: every part in start order, closed newest first. Start: admin server (not ready),
 * database, sender of decisions, reader of results, console, ready. Thread-safe.
 */
public final class ApprovalApp implements Service {

    /** Everything that the service reads from its configuration. */
    public static final List<Class<?>> MAPPINGS = List.of(ApprovalConfig.class, S3Config.class, TelemetryConfig.class);

    private static final Duration BULK_LOOK = Duration.ofMillis(500);
    private static final Duration BEAT = Duration.ofSeconds(15);

    private final Lifecycle lifecycle = new Lifecycle();
    private final Closing closing = new Closing();
    private final Health health = new Health();
    private final Configuration configuration;
    private final Clock clock;
    private int adminPort;
    private int consolePort;

    public ApprovalApp(Configuration configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Returns when reviewers can come in; on a failure everything that had started is closed. */
    @Override
    public ApprovalApp start() {
        lifecycle.advance(LifecycleState.STARTING);
        try {
            compose();
            lifecycle.advance(LifecycleState.RUNNING);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void compose() {
        ApprovalConfig config = configuration.get(ApprovalConfig.class);
        S3Config s3 = configuration.get(S3Config.class);
        Settings settings = Settings.of(config, s3);
        Meters meters = closing.add(new Meters().bindJvm());
        adminPort = closing.add(AdminServer.start(
                        new InetSocketAddress(config.adminHost(), config.adminPort()), health, meters.registry()))
                .port();
        ApprovalMetrics metrics = new ApprovalMetrics(meters.registry());

        String id = "approval-" + UUID.randomUUID();
        Tracing tracing = closing.add(OtlpTracing.open(configuration.get(TelemetryConfig.class), "tryon-approval", id))
                .tracing();

        Jdbi jdbi = closing.add(Settings.database(config.database())).jdbi();
        S3ImageStore store = closing.add(S3Clients.imageStore(s3));
        KafkaClients kafka = new KafkaClients(configuration.kafkaProperties());
        OutboxPublisher outbox = closing.add(new OutboxPublisher(jdbi, closing.add(kafka.producer("tryon-approval"))))
                .start();
        metrics.watchOutbox(() -> jdbi.withHandle(Outbox::waiting));

        Workflows workflows =
                new Workflows(new WorkflowStore(jdbi, clock), settings.workflows(), config.defaultWorkflow());
        Announcements announcements = new Announcements(jdbi, outbox::wake);
        AuditLog audit = new AuditLog();
        ItemStore items = new ItemStore(audit, new Outbox(tracing));
        Decisions decisions =
                new Decisions(jdbi, items, workflows, new RedoRequests(jdbi, store, clock), announcements, clock);

        BulkOrders bulk = new BulkOrders(jdbi, decisions, clock, config.bulkGrace());
        closing.add(Periodic.start("bulk", BULK_LOOK, bulk::run));
        Escalations escalations = new Escalations(jdbi, audit, announcements, clock);
        closing.add(Periodic.start("escalations", config.escalationInterval(), escalations::run));

        Intake intake = new Intake(items, workflows, announcements, clock);
        LedgerConsumer ledger = closing.add(new LedgerConsumer(
                        kafka.groupReader(config.group(), "tryon-approval"),
                        new LedgerWriter(jdbi, intake),
                        metrics,
                        tracing))
                .start();

        ChangeFeed changes = closing.add(new ChangeFeed(jdbi)).start();
        Sessions sessions = new Sessions(
                jdbi,
                audit,
                clock,
                config.console().sessionIdle(),
                config.console().sessionLongest());
        ConsoleServer console = closing.add(new Console(
                        new Console.Entry(
                                sessions,
                                settings.oidc().map(OidcLogin::new),
                                settings.secure(),
                                settings.pictureOrigins(),
                                config.console().pictureValidity(),
                                settings.apiKeys()),
                        new Console.Judging(
                                decisions, bulk, new ItemQueries(jdbi), workflows, changes, new Statuses(jdbi)),
                        store,
                        clock)
                .serve(config.console().host(), config.console().port(), metrics));
        consolePort = console.port();
        closing.add(Periodic.start("beat", BEAT, console::beat));

        health.liveWhen(() -> healthy(ledger, outbox, changes));
        health.readyWhen(() -> healthy(ledger, outbox, changes));
    }

    /** Whether all threads that judging needs are there; when not, the process should end and be started anew. */
    @Override
    public boolean alive() {
        return health.live().up();
    }

    /** Where health and metrics are served, once started. */
    public int adminPort() {
        return adminPort;
    }

    /** Where reviewers work, once started. */
    public int consolePort() {
        return consolePort;
    }

    @Override
    public void close() {
        if (!lifecycle.advance(LifecycleState.DRAINING)) {
            return;
        }
        health.readyWhen(() -> Health.Status.down("draining"));
        health.liveWhen(() -> Health.Status.up("draining"));
        closing.close();
        lifecycle.advance(LifecycleState.STOPPED);
    }

    private static Health.Status healthy(LedgerConsumer ledger, OutboxPublisher outbox, ChangeFeed changes) {
        if (!ledger.alive()) {
            return Health.Status.down("the thread that reads results has died");
        }
        if (!outbox.alive() || !changes.alive()) {
            return Health.Status.down("the thread that sends decisions or the one that hears changes has died");
        }
        return Health.Status.up("judging");
    }
}
