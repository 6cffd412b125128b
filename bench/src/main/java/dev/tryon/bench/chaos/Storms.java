/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import dev.tryon.bench.chaos.ChaosStack.Role;
import dev.tryon.bench.chaos.Storm.Blow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does to a stack what a storm says, and remembers when each fault was over. Used by one thread at a time, where nothing
 * else is said.
 */
public final class Storms {

    private static final Logger log = LoggerFactory.getLogger(Storms.class);
    private static final Duration CLOCK_AHEAD = Duration.ofHours(1);

    private static final Duration APPROVAL_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ChaosStack stack;
    private final ApprovalRows approval;
    private final List<Recovery> ofApproval = Collections.synchronizedList(new ArrayList<>());
    private final List<Over> over = Collections.synchronizedList(new ArrayList<>());
    private final Storm storm;
    private final AtomicInteger fallen = new AtomicInteger();

    private record Over(Fault fault, Instant at) {}

    /**
     * How long after a fault was over the next request ended; after a scheduler's, the next row of a campaign; after
     * approval's and its database's, the next event stood in approval's ledger.
     */
    public record Recovery(Fault fault, Duration after) {}

    Storms(Storm storm, ChaosStack stack, ApprovalRows approval) {
        this.storm = storm;
        this.stack = stack;
        this.approval = approval;
    }

    /** Strikes until the storm is over. */
    void rage() throws IOException, InterruptedException {
        for (Blow blow : storm.blows()) {
            pause(blow.calm());
            log.atInfo()
                    .addKeyValue("fault", blow.fault())
                    .addKeyValue("lasts", blow.lasts())
                    .log("a blow falls");
            strike(blow);
            fallen.incrementAndGet();
        }
    }

    /** How much of the storm is over, 0 to 1. For any thread. */
    double share() {
        return storm.blows().isEmpty()
                ? 1
                : fallen.doubleValue() / storm.blows().size();
    }

    List<Recovery> recoveries(RequestLedger ledger) {
        List<Recovery> recoveries = new ArrayList<>(ofApproval);
        for (Over each : over) {
            Optional<Instant> end = each.fault == Fault.KILL_SCHEDULER
                    ? ledger.firstRowEndAfter(each.at)
                    : ledger.firstEndAfter(each.at);
            end.ifPresent(seen -> recoveries.add(new Recovery(each.fault, Duration.between(each.at, seen))));
        }
        return recoveries;
    }

    private void strike(Blow blow) throws IOException, InterruptedException {
        ChaosServers servers = stack.servers();
        switch (blow.fault()) {
            case KILL_WORKER -> {
                stack.kill(Role.WORKER, blow.victim());
                over(blow); // the others are there
                stack.replace(Role.WORKER, blow.victim());
            }
            case TERMINATE_WORKER -> {
                stack.terminate(Role.WORKER, blow.victim());
                over(blow);
                stack.replace(Role.WORKER, blow.victim());
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
            case KILL_SCHEDULER -> {
                stack.kill(Role.SCHEDULER, blow.victim());
                over(blow); // the other takes its partitions
                stack.replace(Role.SCHEDULER, blow.victim());
            }
            case KILL_APPROVAL -> {
                stack.kill(Role.APPROVAL, blow.victim());
                stack.replace(Role.APPROVAL, blow.victim());
                approvalReads(blow);
            }
            case RESTART_DATABASE -> {
                servers.restartDatabase();
                approvalReads(blow);
            }
            case RESTART_BROKER -> {
                servers.restartBroker();
                over(blow);
            }
            case STORE_UNAVAILABLE -> link(FaultyLink.Mode.UNAVAILABLE, blow);
            case STORE_SILENT -> link(FaultyLink.Mode.SILENT, blow);
            case STORE_SLOW -> link(FaultyLink.Mode.SLOW, blow);
            case STORE_CUT -> link(FaultyLink.Mode.CUT, blow);
            case STORE_FULL -> {
                servers.storeWritable(false);
                pause(blow.lasts());
                servers.storeWritable(true);
                over(blow);
            }
        }
    }

    private void link(FaultyLink.Mode mode, Blow blow) throws InterruptedException {
        stack.servers().link().turn(mode);
        pause(blow.lasts());
        stack.servers().link().turn(FaultyLink.Mode.GOOD);
        over(blow);
    }

    /** Waits until approval's ledger has grown: nobody sees that in Kafka. Nothing is said when no more came to be read. */
    private void approvalReads(Blow blow) throws InterruptedException {
        Instant over = Instant.now();
        long before = -1; // until the database answers
        while (Instant.now().isBefore(over.plus(APPROVAL_PATIENCE))) {
            long events = approval.events();
            if (before >= 0 && events > before) {
                ofApproval.add(new Recovery(blow.fault(), Duration.between(over, Instant.now())));
                return;
            }
            before = before < 0 ? events : before;
            pause(LOOK);
        }
    }

    private void over(Blow blow) {
        over.add(new Over(blow.fault(), Instant.now()));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
