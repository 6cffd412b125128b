/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import java.io.FilterOutputStream;
import java.io.OutputStream;

/** Keeps a stream open when what writes to it closes. */
final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream kept) {
        super(kept);
    }

    @Override
    public void close() {}
}
