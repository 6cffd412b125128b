/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import java.util.BitSet;

/** Small numbers for things that are under way at the same time, each the smallest that is free. Thread-safe. */
final class LentNumbers {

    private final BitSet lent = new BitSet();

    synchronized int lend() {
        int number = lent.nextClearBit(0);
        lent.set(number);
        return number;
    }

    synchronized void giveBack(int number) {
        lent.clear(number);
    }
}
