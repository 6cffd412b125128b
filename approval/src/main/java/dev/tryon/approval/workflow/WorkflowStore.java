/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import dev.tryon.platform.s3.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Workflow texts by version: the same text is the same version, whoever starts with it. Thread-safe. */
public final class WorkflowStore {

    private final Jdbi jdbi;
    private final Clock clock;

    public WorkflowStore(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The version of a text; a new one when the text is new. */
    Workflow adopt(String document) {
        String name = WorkflowDocument.parse(document, 0).name();
        String sha256 = Sha256.hex(document.getBytes(StandardCharsets.UTF_8));
        return jdbi.inTransaction(handle -> {
            // Two services that start together must not give one text two versions.
            handle.execute("lock table workflow in share row exclusive mode");
            int version = known(handle, name, sha256);
            if (version == 0) {
                version = handle.createUpdate("""
                                insert into workflow (name, version, sha256, document, since)
                                select :name, coalesce(max(version), 0) + 1, :sha256, :document, :since
                                from workflow where name = :name
                                """)
                        .bind("name", name)
                        .bind("sha256", sha256)
                        .bind("document", document)
                        .bind("since", clock.instant())
                        .executeAndReturnGeneratedKeys("version")
                        .mapTo(int.class)
                        .one();
            }
            return WorkflowDocument.parse(document, version);
        });
    }

    Workflow load(String name, int version) {
        String document = jdbi.withHandle(
                handle -> handle.createQuery("select document from workflow where name = :name and version = :version")
                        .bind("name", name)
                        .bind("version", version)
                        .mapTo(String.class)
                        .one());
        return WorkflowDocument.parse(document, version);
    }

    private static int known(Handle handle, String name, String sha256) {
        return handle.createQuery("select version from workflow where name = :name and sha256 = :sha256")
                .bind("name", name)
                .bind("sha256", sha256)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }
}
