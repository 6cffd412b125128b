/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static final List<Class<?>> MAPPINGS = List.of(PoolConfig.class);

    @TempDir
    Path folder;

    @Test
    void laterLayersWin() throws Exception {
        Path file = folder.resolve("tryon.yaml");
        Files.writeString(file, "tryon:\n  pool:\n    slots: 2\n    name: from-file\n    zone: from-file\n");

        PoolConfig pool = Configuration.read(
                        MAPPINGS,
                        file,
                        Map.of("TRYON_POOL_SLOTS", "3", "TRYON_POOL_NAME", "from-environment"),
                        Map.of("tryon.pool.slots", "4"))
                .get(PoolConfig.class);

        assertThat(pool.slots()).isEqualTo(4);
        assertThat(pool.name()).isEqualTo("from-environment");
        assertThat(pool.zone()).isEqualTo("from-file");
    }

    @Test
    void refusesUnknownKeyOfKnownMapping() {
        assertThatThrownBy(() -> Configuration.read(MAPPINGS, null, Map.of(), Map.of("tryon.pool.slotz", "4")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tryon.pool.slotz");
    }

    @Test
    void refusesUnknownRoot() {
        assertThatThrownBy(() -> Configuration.read(MAPPINGS, null, Map.of(), Map.of("tryon.pol.slots", "4")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tryon.pol.slots")
                .hasMessageContaining("tryon.pool.");
    }

    @Test
    void leavesOtherServicesVariablesAndTheLaunchersAlone() {
        PoolConfig pool = Configuration.read(
                        MAPPINGS,
                        null,
                        Map.of("TRYON_HOME", "somewhere", "TRYON_GATEWAY_PORT", "80", "TRYON_POOL_SLOTS", "5"),
                        Map.of())
                .get(PoolConfig.class);

        assertThat(pool.slots()).isEqualTo(5);
    }

    @Test
    void namesKeyOfValueThatIsNoNumber() {
        assertThatThrownBy(() -> Configuration.read(MAPPINGS, null, Map.of(), Map.of("tryon.pool.slots", "many")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tryon.pool.slots");
    }

    @Test
    void passesKafkaPropertiesThroughFromFlagsAndEnvironment() {
        Configuration configuration = Configuration.read(
                MAPPINGS,
                null,
                Map.of("TRYON_KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "TRYON_KAFKA_BOOTSTRAP_SERVERS", "env:1"),
                Map.of("tryon.kafka.bootstrap.servers", "flag:1"));

        assertThat(configuration.kafkaProperties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "flag:1");
    }

    @Test
    void hidesSecretsOfEffectiveConfiguration() {
        Configuration configuration = Configuration.read(
                MAPPINGS, null, Map.of(), Map.of("tryon.kafka.sasl.jaas.config", "canary", "tryon.pool.name", "a"));

        assertThat(configuration.effective())
                .containsEntry("tryon.kafka.sasl.jaas.config", "*****")
                .containsEntry("tryon.pool.name", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "tryon.s3.secret-key, canary, *****",
        "tryon.approval.api-keys.shop, canary, *****",
        "ssl.keystore.key, canary, *****",
        "tryon.approval.login.client-secret, canary, *****",
        "tryon.s3.access-key, who, who",
        "tryon.s3.endpoint, https://me:canary@s3.example/, https://me:*****@s3.example/",
        "tryon.approval.database.url, jdbc:postgresql://db/tryon?user=me&password=canary&ssl=true, "
                + "jdbc:postgresql://db/tryon?user=me&password=*****&ssl=true",
        "tryon.approval.database.url, jdbc:postgresql://db:5432/tryon, jdbc:postgresql://db:5432/tryon"
    })
    void hidesWhatIsSecretAndNothingElse(String key, String value, String shown) {
        assertThat(Secrets.mask(key, value)).isEqualTo(shown);
    }

    @ConfigMapping(prefix = "tryon.pool")
    interface PoolConfig {
        @WithDefault("1")
        int slots();

        @WithDefault("default")
        String name();

        @WithDefault("default")
        String zone();
    }
}
