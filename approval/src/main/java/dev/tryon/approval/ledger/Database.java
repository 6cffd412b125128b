/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The service's PostgreSQL: a pool of connections to an up-to-date schema. Thread-safe; owns its pool. */
public final class Database implements AutoCloseable {

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).registerArrayType(UUID.class, "uuid").registerArrayType(Long.class, "int8");
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @throws RuntimeException when the server does not answer or the schema is newer than this program
     */
    public static Database open(String url, String user, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("approval");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        // Batches of inserts travel as one statement with many rows.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "tryon-approval");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:dev/tryon/approval/migrations")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }
}
