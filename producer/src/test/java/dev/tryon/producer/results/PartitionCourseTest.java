/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionCourseTest {
    private final TopicPartition partition = new TopicPartition("results", 0);
    private final PartitionCourse course = new PartitionCourse(partition, 10, 100);
    private long now;

    @Test
    void restsTwiceAsLongEachTimeUpToHalfAMinute() {
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            rests.add(restSeconds());
        }

        assertThat(rests).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void restsShortlyAgainOnceSomethingWentWell() {
        restSeconds();
        restSeconds();
        course.wentWell();

        assertThat(restSeconds()).isEqualTo(1);
    }

    @Test
    void whatWasReadBeforeIsKnownAndNotNew() {
        course.remember("a");

        assertThat(course.knows("a")).isTrue();
        assertThat(course.isNew(9)).isFalse();
        assertThat(course.isNew(10)).isTrue();
    }

    private long restSeconds() {
        assertThat(course.rest(now)).containsExactly(partition);
        long start = now;
        while (course.rested(now).isEmpty()) {
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(course.rested(now)).as("read on once").isEmpty();
        return Duration.ofNanos(now - start).toSeconds();
    }
}
