/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import java.util.UUID;

class MemoryImageStoreTest extends ImageStoreContract {

    private final MemoryImageStore store = new MemoryImageStore();

    @Override
    ImageStore store() {
        return store;
    }

    @Override
    S3Uri fresh() {
        return new S3Uri("pictures", UUID.randomUUID().toString());
    }
}
