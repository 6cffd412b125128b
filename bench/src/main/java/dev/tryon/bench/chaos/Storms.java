/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.chaos.Storm.Blow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to a stack what a storm says, and remembers when each fault was over. Used by one thread at a time. */
final class Storms {

    private static final Logger log = LoggerFactory.getLogger(Storms.class);
    private static final Duration CLOCK_AHEAD = Duration.ofHours(1);

    private final ChaosStack stack;
    private final List<Over> over = Collections.synchronizedList(new ArrayList<>());

    private record Over(Fault fault, Instant at) {}

    /** How long after a fault was over the next request ended. */
    record Recovery(Fault fault, Duration after) {}

    Storms(ChaosStack stack) {
        this.stack = stack;
    }

    void rage(Storm storm) throws IOException, InterruptedException {
        for (Blow blow : storm.blows()) {
            pause(blow.calm());
            log.atInfo()
                    .addKeyValue("fault", blow.fault())
                    .addKeyValue("lasts", blow.lasts())
                    .log("a blow falls");
            strike(blow);
        }
    }

    List<Recovery> recoveries(RequestLedger ledger) {
        List<Recovery> recoveries = new ArrayList<>();
        for (Over each : over) {
            ledger.firstEndAfter(each.at)
                    .ifPresent(end -> recoveries.add(new Recovery(each.fault, Duration.between(each.at, end))));
        }
        return recoveries;
    }

    private void strike(Blow blow) throws IOException, InterruptedException {
        switch (blow.fault()) {
            case KILL_WORKER -> {
                stack.killWorker(blow.victim());
                over(blow); // the others are there
                stack.replaceWorker(blow.victim());
            }
            case TERMINATE_WORKER -> {
                stack.terminateWorker(blow.victim());
                over(blow);
                stack.replaceWorker(blow.victim());
            }
            case FREEZE_WORKER -> {
                stack.freezeWorker(blow.victim());
                pause(blow.lasts());
                stack.thawWorker(blow.victim());
                over(blow);
            }
            case CLOCK_JUMP -> {
                stack.putClock(blow.victim(), CLOCK_AHEAD);
                pause(blow.lasts());
                stack.putClock(blow.victim(), Duration.ZERO);
                over(blow);
            }
            case RESTART_BROKER -> {
                stack.restartBroker();
                over(blow);
            }
            case STORE_UNAVAILABLE -> link(FaultyLink.Mode.UNAVAILABLE, blow);
            case STORE_SILENT -> link(FaultyLink.Mode.SILENT, blow);
            case STORE_SLOW -> link(FaultyLink.Mode.SLOW, blow);
            case STORE_CUT -> link(FaultyLink.Mode.CUT, blow);
            case STORE_FULL -> {
                stack.storeWritable(false);
                pause(blow.lasts());
                stack.storeWritable(true);
                over(blow);
            }
        }
    }

    private void link(FaultyLink.Mode mode, Blow blow) throws InterruptedException {
        stack.link().turn(mode);
        pause(blow.lasts());
        stack.link().turn(FaultyLink.Mode.GOOD);
        over(blow);
    }

    private void over(Blow blow) {
        over.add(new Over(blow.fault(), Instant.now()));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
