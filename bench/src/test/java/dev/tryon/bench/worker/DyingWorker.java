/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.worker;

import dev.tryon.platform.service.ServiceOptions;
import dev.tryon.platform.service.ServiceProcess;
import dev.tryon.worker.WorkerApp;
import dev.tryon.worker.WorkerDecorators;
import dev.tryon.worker.lease.LeasedWork;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A worker as {@code tryon worker} runs it, of which the first lease ends a thread that it cannot do without. */
@SuppressWarnings("NullAway.Init")
final class DyingWorker implements Callable<Integer> {

    @Mixin
    private ServiceOptions options;

    @Parameters(paramLabel = "THREAD")
    private String thread;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DyingWorker()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        WorkerDecorators decorators =
                new WorkerDecorators(this::endingThread, UnaryOperator.identity(), UnaryOperator.identity());
        return ServiceProcess.runUntilStopped(
                new WorkerApp(options.read(WorkerApp.MAPPINGS), Clock.systemUTC(), decorators));
    }

    private LeasedWork endingThread(LeasedWork work) {
        return leased -> {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(running -> running.getName().equals(thread))
                    .forEach(Thread::interrupt);
            return work.process(leased);
        };
    }
}
