/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import java.awt.Color;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that the console shows, in both schemes, keeps the contrasts of WCAG AA; everything that Tab reaches shows it. */
@ExtendWith(TestStack.Extension.class)
@SuppressWarnings("NullAway.Init")
class ContrastIT {

    private static RunningConsole console;

    @BeforeAll
    static void start(TestStack stack) {
        console = RunningConsole.start(stack);
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPageKeepsTheContrastsOfWcagAa(ColorScheme scheme) {
        Contrast contrast = new Contrast();
        String tenant = "contrast-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        Page page = console.browsers().open(1280, 800, scheme);
        page.navigate(console.address("/login?ended=1"));
        contrast.judge(page, "login");
        page = console.signIn("ada", 1280, 800, scheme);
        page.navigate(console.address("/queue?tenant=" + tenant + "-nothing"));
        assertThat(page.locator("#live")).hasText("live");
        contrast.judge(page, "empty queue");
        page.keyboard().press("?");
        contrast.judge(page, "help");
        page.keyboard().press("Escape");

        queue(page, tenant, contrast);
        item(page, tenant, contrast);
        decided(page, tenant, contrast);
        page.navigate(console.address("/items/" + UUID.randomUUID()));
        contrast.judge(page, "no such item");

        assertThat(contrast.problems()).isEmpty();
        assertThat(contrast.texts()).as("texts that were judged").isGreaterThan(300);
        assertThat(contrast.rings())
                .as("what Tab reached")
                .contains(
                        "login: input",
                        "login: button.primary",
                        "help: button.primary",
                        "queue: a.open",
                        "item: div#viewer.viewer",
                        "item: button.approve",
                        "reject: textarea",
                        "redo: input");
    }

    @Test
    void findsTextAndRingsThatArePale() {
        Contrast contrast = new Contrast();
        Page page = console.browsers().open(1280, 800, ColorScheme.LIGHT);
        page.navigate(console.address("/login"));
        page.evaluate("""
                () => {
                  const hint = document.querySelector(".hint");
                  hint.style.color = "#888"; // 3.2:1 on this ground
                  const button = document.querySelector("button");
                  button.style.outline = "3px solid #ddd";
                  document.querySelector("input").style.outline = "none";
                }""");

        contrast.judge(page, "login");

        assertThat(contrast.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("login: 3.2"));
        assertThat(contrast.problems())
                .anySatisfy(problem -> assertThat(problem).endsWith("ring of button.primary"));
        assertThat(contrast.problems()).contains("login: no ring of input");
    }

    /** Cards, one that misses a threshold, some selected, some approved and still to be taken back. */
    private static void queue(Page page, String tenant, Contrast contrast) {
        console.worker().arrive(tenant, "Moss green tee", Color.GREEN);
        console.worker()
                .arrive(
                        tenant,
                        "Blurred tee",
                        Color.BLUE,
                        event -> event.toBuilder()
                                .setCompleted(event.getCompleted().toBuilder()
                                        .setQuality(
                                                DrawnResults.good().toBuilder().setSharpness(0.01f)))
                                .build());
        page.navigate(console.address("/queue?tenant=" + tenant));
        assertThat(page.locator(".card")).hasCount(2);
        contrast.judge(page, "queue");
        page.keyboard().press("j");
        page.keyboard().press("x");
        contrast.judge(page, "queue with a selection");
        page.locator("[data-bulk]").click();
        assertThat(page.locator(".toast")).containsText("1 approved");
        contrast.judge(page, "queue with a toast");
        page.locator("[data-undo]").click();
        assertThat(page.locator(".toast")).containsText("Taken back");
    }

    /** An open item with each of its sheets, somebody else's decision, and the eyes of one who may not decide. */
    private static void item(Page page, String tenant, Contrast contrast) {
        UUID id = console.worker().arrive(tenant, "Wanted tee", Color.RED);
        console.open(page, id);
        contrast.judge(page, "item");
        page.keyboard().press("c");
        contrast.judge(page, "comparison");
        page.keyboard().press("c");
        page.keyboard().press("r");
        page.locator("#canvas").click();
        contrast.judge(page, "reject");
        page.keyboard().press("Escape");
        page.keyboard().press("d");
        contrast.judge(page, "redo");
        page.keyboard().press("Escape");
        Page looker = console.browsers().open(1280, 800, ColorScheme.LIGHT);
        looker.navigate(console.address("/login"));
        looker.locator("input[name=name]").fill("lou");
        looker.locator("input[value=creative]").uncheck();
        looker.locator("button.primary").click();
        console.open(looker, id);
        assertThat(looker.locator(".box")).containsText("You can look, not decide");
        contrast.judge(looker, "looking only");
        Page other = console.signIn("bob", 1280, 800, ColorScheme.LIGHT);
        console.open(other, id);
        other.locator("button.approve").click();
        assertThat(page.locator("#standing")).containsText("bob has just decided this");
        contrast.judge(page, "somebody else's decision");
        page.locator("button.approve").click();
        assertThat(page.locator("#standing")).containsText("Somebody was faster");
        contrast.judge(page, "conflict");
    }

    /** Items that have come to an end, in each way. */
    private static void decided(Page page, String tenant, Contrast contrast) {
        UUID rejected = console.worker().arrive(tenant, "Rejected tee", Color.RED);
        console.open(page, rejected);
        page.keyboard().press("r");
        page.locator("#reject textarea").fill("The collar is cut off");
        page.locator("#reject textarea").press("Control+Enter");
        page.waitForURL("**done=reject**");
        judgeStatus(page, rejected, "rejected", contrast);

        UUID redone = console.worker().arrive(tenant, "Redone tee", Color.RED);
        console.open(page, redone);
        page.keyboard().press("d");
        page.locator("button[data-verdict=redo]").click();
        page.waitForURL("**done=redo**");
        judgeStatus(page, redone, "redone", contrast);

        UUID good = console.worker().arrive(tenant, "Good tee", Color.RED);
        console.open(page, good);
        for (int stage = 0; stage < 2; stage++) {
            console.open(page, good);
            page.locator("button.approve").click();
            page.waitForURL("**done=approve**");
        }
        judgeStatus(page, good, "held", contrast);
        for (String kind : new String[] {"subject", "product"}) {
            page.navigate(console.address("/queue?tenant=" + tenant + "&kind=" + kind));
            page.locator(".card .open").first().click();
            page.locator("button.approve").click();
            page.waitForURL("**done=approve**");
        }
        judgeStatus(page, good, "published", contrast);
        page.locator(".assets a").first().click();
        assertThat(page.locator(".chip.status-approved")).isVisible();
        contrast.judge(page, "approved");
    }

    private static void judgeStatus(Page page, UUID id, String status, Contrast contrast) {
        console.open(page, id);
        assertThat(page.locator(".chip.status-" + status)).isVisible();
        contrast.judge(page, status);
    }
}
