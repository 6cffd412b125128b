/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.chaos;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tryon.v1.TryOnEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What approval's database says of the requests of a storm. Every question has a connection of its own, since the database
 * is restarted among the faults. Thread-safe.
 */
public final class ApprovalRows {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String jdbcUrl;

    /**
     * What is wrong with them.
     *
     * @param missing requests that ended and have no row, or one without their end
     * @param different requests whose row ended otherwise than was announced
     * @param unjudged requests that completed and are not there to be judged
     */
    public record Verdict(Set<String> missing, Set<String> different, Set<String> unjudged) {
        boolean clean() {
            return missing.isEmpty() && different.isEmpty() && unjudged.isEmpty();
        }
    }

    ApprovalRows(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Events that are in its ledger; -1 while it does not answer. */
    long events() {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from ledger_event")) {
            return rows.next() ? rows.getLong(1) : -1;
        } catch (SQLException e) {
            return -1;
        }
    }

    /** Holds its rows against the book's outcomes, once it has all of them or patience ends. */
    Verdict against(Map<String, String> outcomes, Set<String> accepted, Duration patience)
            throws SQLException, InterruptedException, InvalidProtocolBufferException {
        Instant end = Instant.now().plus(patience);
        Verdict verdict = against(outcomes, accepted);
        while (!verdict.clean() && Instant.now().isBefore(end)) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            verdict = against(outcomes, accepted);
        }
        return verdict;
    }

    private Verdict against(Map<String, String> outcomes, Set<String> accepted)
            throws SQLException, InvalidProtocolBufferException {
        Map<String, String> rows = endings();
        Set<String> judged = judged();
        Set<String> missing = new TreeSet<>();
        Set<String> different = new TreeSet<>();
        Set<String> unjudged = new TreeSet<>();
        for (String id : accepted) {
            String outcome = outcomes.get(id);
            if (outcome == null) {
                continue; // it is lost, and the book says so
            }
            String row = rows.get(id);
            if (row == null) {
                missing.add(id);
            } else if (!row.equals(outcome)) {
                different.add(id);
            } else if (outcome.startsWith("COMPLETED") && !judged.contains(id)) {
                unjudged.add(id);
            }
        }
        return new Verdict(missing, different, unjudged);
    }

    private Map<String, String> endings() throws SQLException, InvalidProtocolBufferException {
        Map<String, String> endings = new HashMap<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select request_id, ending from ledger_request where ended_at is not null")) {
            while (rows.next()) {
                endings.put(rows.getString(1), RequestLedger.outcome(TryOnEvent.parseFrom(rows.getBytes(2))));
            }
        }
        return endings;
    }

    private Set<String> judged() throws SQLException {
        Set<String> judged = new TreeSet<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select item_id from item where kind = 'result'")) {
            while (rows.next()) {
                judged.add(rows.getString(1));
            }
        }
        return judged;
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, "postgres", "");
    }
}
