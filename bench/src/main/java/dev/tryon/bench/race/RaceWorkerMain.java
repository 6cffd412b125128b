/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.race;

import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.kafka.KafkaClients;
import dev.tryon.platform.service.ServiceOptions;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.worker.WorkerApp;
import dev.tryon.worker.WorkerDecorators;
import dev.tryon.worker.announce.Announcer;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A worker as {@code tryon worker} runs it, with the same options, but that paints nothing. */
@Command(name = "race-worker")
@SuppressWarnings("NullAway.Init")
final class RaceWorkerMain implements Callable<Integer> {

    @Mixin
    private ServiceOptions options;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RaceWorkerMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = options.read(WorkerApp.MAPPINGS);
        try (Producer<byte[], byte[]> producer =
                        new KafkaClients(configuration.kafkaProperties()).promptProducer("race-worker");
                Announcer announcer = new Announcer(producer, "race")) {
            PaintsNothing work = new PaintsNothing(announcer);
            WorkerDecorators decorators =
                    new WorkerDecorators(painting -> work, UnaryOperator.identity(), UnaryOperator.identity());
            return ServiceProcess.runUntilStopped(new WorkerApp(configuration, Clock.systemUTC(), decorators));
        }
    }
}
