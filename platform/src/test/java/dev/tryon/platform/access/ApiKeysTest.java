/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryon.platform.config.InvalidConfigurationException;
import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private final String key = ApiKeys.fresh(new SecureRandom());

    @Test
    void keysAreNotGuessed() {
        assertThat(key).startsWith("tryon_").hasSize(49).isNotEqualTo(ApiKeys.fresh(new SecureRandom()));
    }

    @Test
    void configuredHashIsTakenInEitherCase() {
        String hash = ApiKeys.hash(key);

        assertThat(ApiKeys.configured(hash.toUpperCase(Locale.ROOT), "some.key"))
                .isEqualTo(hash);
    }

    @Test
    void keyInPlaceOfItsHashIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> ApiKeys.configured(key, "some.key"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("some.key: must be SHA-256")
                .hasMessageNotContaining(key);
    }

    @Test
    void headerOfAnotherKindBearsNothing() {
        assertThat(ApiKeys.borne("bearer  " + key + " ")).hasValue(key);
        assertThat(ApiKeys.borne("Basic " + key)).isEmpty();
        assertThat(ApiKeys.borne(null)).isEmpty();
    }
}
