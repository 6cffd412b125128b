/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeaseSizeTest {

    private static final Duration QUICK = Duration.ofMillis(5);
    private final LeaseSize size = LeaseSize.growing();

    @Test
    void growsAfterAHandfulOfQuickJobs() {
        quick(LeaseSize.HANDFUL - 1);
        assertThat(size.records()).isEqualTo(1);
        quick(1);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
    }

    @Test
    void oneLongJobEndsHandfuls() {
        quick(LeaseSize.HANDFUL);
        size.ended(Acknowledgement.ACCEPT, LeaseSize.LONG.plusMillis(1));
        quick(LeaseSize.HANDFUL - 1);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void jobsThatAreSlowOnTheAverageEndHandfuls() {
        quick(LeaseSize.HANDFUL);
        for (int i = 0; i < LeaseSize.HANDFUL; i++) {
            size.ended(Acknowledgement.ACCEPT, LeaseSize.QUICK.plusMillis(1));
        }
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void oneThatWasHeldUpEndsNothing() {
        quick(LeaseSize.HANDFUL);
        size.ended(Acknowledgement.ACCEPT, LeaseSize.LONG);
        quick(LeaseSize.HANDFUL);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Acknowledgement.class,
            names = {"RELEASE", "REJECT"})
    void whatWasNotDoneIsNotQuick(Acknowledgement how) {
        quick(LeaseSize.HANDFUL);
        size.ended(how, QUICK);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void leasesOneAtATimeWhereLittleWaits() {
        quick(LeaseSize.HANDFUL);
        size.leased(LeaseSize.HANDFUL / 2 + 1);
        assertThat(size.records()).isEqualTo(LeaseSize.HANDFUL);
        size.leased(LeaseSize.HANDFUL / 2);
        assertThat(size.records()).isEqualTo(1);
    }

    @Test
    void singleNeverGrows() {
        LeaseSize single = LeaseSize.single();
        for (int i = 0; i < 2 * LeaseSize.HANDFUL; i++) {
            single.ended(Acknowledgement.ACCEPT, QUICK);
        }
        assertThat(single.records()).isEqualTo(1);
    }

    private void quick(int jobs) {
        for (int i = 0; i < jobs; i++) {
            size.ended(Acknowledgement.ACCEPT, QUICK);
        }
    }
}
