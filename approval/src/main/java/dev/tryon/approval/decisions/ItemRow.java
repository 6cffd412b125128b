/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.decisions;

import dev.tryon.approval.workflow.ItemKind;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Items as rows of the table {@code item}. Stateless. */
public final class ItemRow implements RowMapper<Item> {

    // In a statement of many rows PostgreSQL takes a null for a text unless it is told otherwise.
    static final String INSERT = """
            insert into item (item_id, kind, tenant, campaign_id, expert, workflow, workflow_version, stage, status, version,
                              title, picture_uri, preview_uri, remarks, assets, redo_of, redo_request_id, entered_at, due_at,
                              escalated, decided_by, decided_at)
            values (:id, :kind, :tenant, cast(:campaign as uuid), :expert, :workflow, :workflowVersion, :stage, :status, :version,
                    :title, :picture, :preview, :remarks, :assets, cast(:redoOf as uuid), cast(:redoRequest as uuid), cast(:entered as timestamptz), cast(:due as timestamptz),
                    :escalated, :decidedBy, cast(:decidedAt as timestamptz))
            on conflict (item_id) do nothing
            """;

    static final String UPDATE = """
            update item set stage = :stage, status = :status, version = :version, redo_request_id = cast(:redoRequest as uuid),
                            entered_at = :entered, due_at = cast(:due as timestamptz), escalated = :escalated,
                            decided_by = :decidedBy, decided_at = cast(:decidedAt as timestamptz)
            where item_id = :id and version = :version - 1
            """;

    static <T extends org.jdbi.v3.core.statement.SqlStatement<T>> T bind(T statement, Item item) {
        Item.Place place = item.place();
        Item.LastDecision last = place.last();
        statement
                .bind("id", item.id())
                .bind("stage", place.stage())
                .bind("status", place.status().key())
                .bind("version", item.version())
                .bind("redoRequest", item.lineage().redoRequestId())
                .bind("entered", place.enteredAt())
                .bind("due", place.dueAt())
                .bind("escalated", place.escalated())
                .bind("decidedBy", last == null ? null : last.by())
                .bind("decidedAt", last == null ? null : last.at());
        return statement;
    }

    static void add(PreparedBatch batch, Item item) {
        Item.Origin origin = item.origin();
        bind(batch, item)
                .bind("kind", origin.kind().key())
                .bind("tenant", origin.tenant())
                .bind("campaign", origin.campaignId())
                .bind("expert", origin.expert())
                .bind("workflow", item.place().workflow().name())
                .bind("workflowVersion", item.place().workflow().version())
                .bind("title", origin.title())
                .bind("picture", item.pictures().picture())
                .bind("preview", item.pictures().preview())
                .bind("remarks", item.remarks().toArray(String[]::new))
                .bind("assets", item.assets().toArray(UUID[]::new))
                .bind("redoOf", item.lineage().redoOf());
        batch.add();
    }

    @Override
    public Item map(ResultSet row, StatementContext context) throws SQLException {
        String decidedBy = row.getString("decided_by");
        Instant decidedAt = instant(row, "decided_at");
        return new Item(
                row.getObject("item_id", UUID.class),
                new Item.Origin(
                        ItemKind.named(row.getString("kind")),
                        row.getString("tenant"),
                        row.getObject("campaign_id", UUID.class),
                        row.getString("expert"),
                        row.getString("title")),
                row.getInt("version"),
                new Item.Place(
                        Status.named(row.getString("status")),
                        new Item.WorkflowRef(row.getString("workflow"), row.getInt("workflow_version")),
                        row.getString("stage"),
                        row.getTimestamp("entered_at").toInstant(),
                        instant(row, "due_at"),
                        row.getBoolean("escalated"),
                        decidedBy == null || decidedAt == null ? null : new Item.LastDecision(decidedBy, decidedAt)),
                new Item.Pictures(row.getString("picture_uri"), row.getString("preview_uri")),
                List.of((String[]) row.getArray("remarks").getArray()),
                uuids(row.getArray("assets")),
                new Item.Lineage(row.getObject("redo_of", UUID.class), row.getObject("redo_request_id", UUID.class)));
    }

    private static List<UUID> uuids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
