/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketAccessTest {

    @Test
    void listedTenantHasItsBucketsAlone() {
        BucketAccess access = new BucketAccess(Map.of("acme", "acme-in, acme-out", "*", "shared"));

        assertThat(access.allows("acme", "acme-out")).isTrue();
        assertThat(access.allows("acme", "shared")).isFalse();
        assertThat(access.allows("other", "shared")).isTrue();
        assertThat(access.allows("other", "acme-in")).isFalse();
    }

    @Test
    void nobodyMayNameAnythingWithoutRules() {
        assertThat(new BucketAccess(Map.of()).allows("acme", "any")).isFalse();
    }
}
