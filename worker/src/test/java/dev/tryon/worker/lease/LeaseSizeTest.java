/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeaseSizeTest {

    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration AT_ONCE = Duration.ofMillis(3);
    private final LeaseSize size = LeaseSize.growing();

    @Test
    void growsByOneStepAfterEightQuickLeases() {
        jobs(LeaseSize.SAMPLE - 1, QUICK);
        assertThat(size.records()).isEqualTo(1);
        jobs(1, QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
        jobs(LeaseSize.SAMPLE * LeaseSize.HANDFUL - 1, QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
        jobs(1, QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
    }

    @ParameterizedTest
    @CsvSource({"31, 32", "32, 4", "250, 4", "251, 1"})
    void leasesWhatEndsWithinASecond(int milliseconds, int records) {
        jobs(1_000, Duration.ofMillis(milliseconds));
        assertThat(size.records()).isEqualTo(records);
    }

    @Test
    void shrinksAfterTheFirstHandfulOfLongerJobs() {
        most();
        jobs(LeaseSize.MOST - 1, Duration.ofMillis(100));
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
        jobs(1, Duration.ofMillis(100));
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
    }

    @Test
    void oneLongJobEndsHandfuls() {
        most();
        jobs(1, LeaseSize.LONG.plusMillis(1));
        jobs(LeaseSize.SAMPLE - 1, QUICK);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void oneThatWasHeldUpEndsNothing() {
        most();
        jobs(1, LeaseSize.LONG);
        jobs(LeaseSize.SAMPLE * LeaseSize.MOST, QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
    }

    @ParameterizedTest
    @EnumSource(
            value = Acknowledgement.class,
            names = {"RELEASE", "REJECT"})
    void whatWasNotDoneIsNotQuick(Acknowledgement how) {
        most();
        size.ended(how, QUICK);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void leasesOneAtATimeWhereLittleWaits() {
        most();
        size.leased(LeaseSize.MOST / 2 + 1, LeaseSize.MOST, AT_ONCE);
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
        size.leased(LeaseSize.MOST / 2, LeaseSize.MOST, AT_ONCE);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void doesNotGrowWhileLeasesAreWaitedFor() {
        for (int i = 0; i < 10 * LeaseSize.SAMPLE; i++) {
            boolean waits = i % (LeaseSize.SAMPLE - 1) == 0;
            size.leased(1, 1, waits ? LeaseSize.IDLE.plusMillis(1) : AT_ONCE);
            jobs(1, QUICK);
            assertThat(size.records()).isEqualTo(1);
        }
        size.leased(1, 1, LeaseSize.IDLE);
        jobs(LeaseSize.SAMPLE, QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
    }

    @Test
    void singleLeasesUntilTheConsumerOfMoreHasJoined() {
        jobs(LeaseSize.SAMPLE, QUICK);
        size.leased(1, 1, AT_ONCE);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
        size.leased(0, 1, AT_ONCE);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void handfulThatWasWaitedForStays() {
        most();
        size.leased(LeaseSize.MOST, LeaseSize.MOST, LeaseSize.IDLE.multipliedBy(3));
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
    }

    @Test
    void singleNeverGrows() {
        LeaseSize single = LeaseSize.single();
        for (int i = 0; i < 2 * LeaseSize.MOST; i++) {
            single.ended(Acknowledgement.ACCEPT, QUICK);
        }
        assertThat(single.records()).isEqualTo(1);
    }

    private void most() {
        jobs(LeaseSize.SAMPLE * (1 + LeaseSize.HANDFUL), QUICK);
        assertThat(size.records()).isEqualTo(LeaseSize.MOST);
    }

    private void jobs(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            size.ended(Acknowledgement.ACCEPT, each);
        }
    }
}
