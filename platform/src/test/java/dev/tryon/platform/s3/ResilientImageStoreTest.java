/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Nothing of the contract is lost behind the decorator. */
class ResilientImageStoreTest extends ImageStoreContract {

    private final ImageStore store = new ResilientImageStore(
            new MemoryImageStore(),
            new ResilientImageStore.Rules(2, Duration.ofMillis(1), 2, Duration.ofSeconds(10), 4, Duration.ofSeconds(1)),
            Clock.systemUTC(),
            (bucket, open) -> {});

    @Override
    ImageStore store() {
        return store;
    }

    @Override
    S3Uri fresh() {
        return new S3Uri("pictures", UUID.randomUUID() + "/picture.png");
    }
}
