/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.embedded.EmbeddedKafka;
import dev.tryon.embedded.EmbeddedKafkaConfig;
import dev.tryon.embedded.EmbeddedPostgres;
import dev.tryon.embedded.EmbeddedS3;
import dev.tryon.embedded.EmbeddedS3Config;
import dev.tryon.platform.access.ApiKeys;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.lifecycle.Closing;
import dev.tryon.platform.s3.S3Clients;
import dev.tryon.platform.s3.S3Config;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.producer.gateway.GatewayApp;
import dev.tryon.producer.webhook.WebhooksApp;
import dev.tryon.producer.webhook.call.Signature;
import dev.tryon.scheduler.SchedulerApp;
import dev.tryon.worker.WorkerApp;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The whole of tryon on one machine: a Kafka broker and an S3 endpoint on folders, topics provisioned, a scheduler, one worker.
 * Data survives restarts on the same folder. Thread-safe; owns everything that it starts.
 */
public final class LocalStack implements AutoCloseable {

    /** The only bucket of a local stack. */
    public static final String BUCKET = "tryon";

    private static final String KAFKA_SERVERS = "tryon.kafka.bootstrap.servers";

    private final Closing closing = new Closing();
    private final Map<String, String> settings = new HashMap<>();

    private int adminPort;

    private LocalStack() {}

    /**
     * Returns when try-ons can be submitted and will be painted.
     *
     * @param folder for the servers' data; created when missing
     * @param bundles folder of expert bundles
     * @param workerSettings further keys for the worker, full names
     * @param stages is told what is being started, for people who wait
     */
    public static LocalStack start(
            Path folder, Path bundles, StackPorts ports, Map<String, String> workerSettings, Consumer<String> stages) {
        LocalStack stack = new LocalStack();
        try {
            stages.accept("Kafka broker");
            EmbeddedKafka kafka = stack.closing.add(EmbeddedKafka.start(
                    EmbeddedKafkaConfig.of(folder.resolve("kafka")).withPort(ports.kafka())));
            stages.accept("S3 endpoint");
            EmbeddedS3 s3 = stack.closing.add(
                    EmbeddedS3.start(EmbeddedS3Config.of(folder.resolve("s3")).withPort(ports.s3())));
            s3.createBucket(BUCKET);
            stack.settings.putAll(Map.of(
                    KAFKA_SERVERS,
                    kafka.bootstrapServers(),
                    "tryon.s3.endpoint",
                    s3.endpoint().toString(),
                    "tryon.s3.access-key",
                    s3.accessKey(),
                    "tryon.s3.secret-key",
                    s3.secretKey(),
                    "tryon.s3.path-style",
                    "true",
                    "tryon.s3.buckets.\"*\"",
                    BUCKET));
            stages.accept("topics and share groups");
            LocalTopics.apply(stack.kafkaClients());
            stages.accept("scheduler");
            stack.closing.add(new SchedulerApp(stack.schedulerConfiguration(), Clock.systemUTC()).start());
            stages.accept("worker with its expert");
            WorkerApp worker =
                    new WorkerApp(stack.workerConfiguration(bundles, ports.admin(), workerSettings), Clock.systemUTC());
            stack.adminPort = stack.closing.add(worker.start()).adminPort();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /**
     * Adds PostgreSQL and the approval service, in local mode: anybody on this machine is a reviewer.
     *
     * @param port of the console; 0 takes a free one
     * @return the console's port
     */
    public int startApproval(Path folder, int port, Consumer<String> stages) {
        stages.accept("PostgreSQL");
        EmbeddedPostgres postgres = closing.add(EmbeddedPostgres.start(folder.resolve("postgres")));
        stages.accept("approval console");
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("tryon.approval.database.url", postgres.jdbcUrl());
        flags.put("tryon.approval.database.user", postgres.user());
        flags.put("tryon.approval.login.mode", "local");
        flags.put("tryon.approval.console.host", "127.0.0.1");
        flags.put("tryon.approval.console.port", Integer.toString(port));
        flags.put("tryon.approval.admin-host", "127.0.0.1");
        flags.put("tryon.approval.admin-port", "0");
        Configuration configuration = Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), flags);
        return closing.add(new ApprovalApp(configuration, Clock.systemUTC()).start())
                .consolePort();
    }

    /**
     * Adds the HTTP gateway, with one tenant and a new key of it.
     *
     * @param port 0 takes a free one
     */
    public LocalGateway startGateway(int port, Consumer<String> stages) {
        stages.accept("HTTP gateway");
        String key = ApiKeys.fresh(new SecureRandom());
        String tenant = "tryon.gateway.tenants." + LocalTryOns.TENANT;
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("tryon.gateway.host", "127.0.0.1");
        flags.put("tryon.gateway.port", Integer.toString(port));
        flags.put("tryon.gateway.admin-host", "127.0.0.1");
        flags.put("tryon.gateway.admin-port", "0");
        flags.put(tenant + ".keys", ApiKeys.hash(key));
        Configuration configuration = Configuration.read(GatewayApp.MAPPINGS, null, Map.of(), flags);
        GatewayApp gateway = closing.add(new GatewayApp(configuration, Clock.systemUTC()).start());
        return new LocalGateway("http://127.0.0.1:" + gateway.port(), key);
    }

    /**
     * Adds the service that calls webhooks, of the gateway's tenant, with a new secret. It may call this machine, too, for
     * whoever tries it out.
     *
     * @param webhookSettings further keys of the service, full names
     */
    public LocalWebhooks startWebhooks(Map<String, String> webhookSettings, Consumer<String> stages) {
        stages.accept("webhooks");
        String secret = Signature.freshSecret(new SecureRandom());
        Map<String, String> flags = new HashMap<>();
        flags.put(KAFKA_SERVERS, kafkaBootstrapServers());
        flags.put("tryon.webhooks.admin-host", "127.0.0.1");
        flags.put("tryon.webhooks.admin-port", "0");
        flags.put("tryon.webhooks.private-networks", "127.0.0.0/8,::1/128");
        flags.put("tryon.webhooks.tenants." + LocalTryOns.TENANT + ".secrets", secret);
        flags.putAll(webhookSettings);
        Configuration configuration = Configuration.read(WebhooksApp.MAPPINGS, null, Map.of(), flags);
        WebhooksApp webhooks = closing.add(new WebhooksApp(configuration, Clock.systemUTC()).start());
        return new LocalWebhooks(webhooks.adminPort(), secret);
    }

    public KafkaClients kafkaClients() {
        return new KafkaClients(Map.of("bootstrap.servers", kafkaBootstrapServers()));
    }

    /** The caller closes it. */
    public S3ImageStore imageStore() {
        return S3Clients.imageStore(Configuration.read(List.of(S3Config.class), null, Map.of(), s3Settings())
                .get(S3Config.class));
    }

    public String kafkaBootstrapServers() {
        return setting(KAFKA_SERVERS);
    }

    public String s3Endpoint() {
        return setting("tryon.s3.endpoint");
    }

    /** Of the worker: health and metrics. */
    public int adminPort() {
        return adminPort;
    }

    public String s3AccessKey() {
        return setting("tryon.s3.access-key");
    }

    public String s3SecretKey() {
        return setting("tryon.s3.secret-key");
    }

    @Override
    public void close() {
        closing.close();
    }

    /** On ports of its own choice: nothing scales here, and only the worker's metrics are announced. */
    private Configuration schedulerConfiguration() {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("tryon.scheduler.admin-host", "127.0.0.1");
        flags.put("tryon.scheduler.admin-port", "0");
        flags.put("tryon.scheduler.scaling.host", "127.0.0.1");
        flags.put("tryon.scheduler.scaling.port", "0");
        return Configuration.read(SchedulerApp.MAPPINGS, null, Map.of(), flags);
    }

    private Configuration workerConfiguration(Path bundles, int adminPort, Map<String, String> workerSettings) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("tryon.worker.bundles", bundles.toString());
        flags.put("tryon.worker.admin-host", "127.0.0.1");
        flags.put("tryon.worker.admin-port", Integer.toString(adminPort));
        flags.putAll(workerSettings);
        return Configuration.read(WorkerApp.MAPPINGS, null, Map.of(), flags);
    }

    private Map<String, String> s3Settings() {
        Map<String, String> s3 = new HashMap<>(settings);
        s3.remove(KAFKA_SERVERS);
        return s3;
    }

    private String setting(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " is not known before the stack has started");
        }
        return value;
    }
}
