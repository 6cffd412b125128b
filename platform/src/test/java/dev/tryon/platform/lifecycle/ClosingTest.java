/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void closesNewestFirstAndPastFailures() {
        Closing closing = new Closing();
        closing.add(() -> closed.add("first"));
        closing.add(() -> {
            throw new IllegalStateException("stuck");
        });
        closing.add(() -> closed.add("last"));

        closing.close();

        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void closesOnce() {
        Closing closing = new Closing();
        closing.add(() -> closed.add("only"));

        closing.close();
        closing.close();

        assertThat(closed).containsExactly("only");
    }

    @Test
    void lifecycleNeverGoesBack() {
        Lifecycle lifecycle = new Lifecycle();

        assertThat(lifecycle.advance(LifecycleState.RUNNING)).isTrue();
        assertThat(lifecycle.advance(LifecycleState.STARTING)).isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.RUNNING);
    }
}
