/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.OidcLogin;
import dev.tryon.approval.access.Sessions;
import dev.tryon.approval.decisions.BulkOrders;
import dev.tryon.approval.decisions.ChangeFeed;
import dev.tryon.approval.decisions.Decisions;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.ledger.Statuses;
import dev.tryon.approval.workflow.Workflows;
import dev.tryon.platform.s3.ImageStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the console stands on. Immutable. */
public record Console(Entry entry, Judging judging, ImageStore pictures, Clock clock) {

    /**
     * Who comes in, and how.
     *
     * @param oidc empty: anybody by a name
     * @param secure whether browsers use TLS
     * @param pictureOrigins where browsers fetch pictures from
     * @param apiKeys hash of a key to the tenant whose programs have it
     */
    public record Entry(
            Sessions sessions,
            Optional<OidcLogin> oidc,
            boolean secure,
            List<String> pictureOrigins,
            Duration pictureValidity,
            Map<String, String> apiKeys) {
        @Override
        public String toString() {
            return "Entry[secure=" + secure + ", pictureOrigins=" + pictureOrigins + "]";
        }
    }

    /** What is shown and decided. */
    public record Judging(
            Decisions decisions,
            BulkOrders bulk,
            ItemQueries queries,
            Workflows workflows,
            ChangeFeed changes,
            Statuses statuses) {}

    /** @param port 0 takes a free one */
    public ConsoleServer serve(String host, int port, PageObserver observer) {
        return ConsoleServer.start(host, port, ConsoleParts.of(this), observer);
    }
}
