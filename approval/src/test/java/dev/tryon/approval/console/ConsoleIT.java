/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.DecisionsTopic;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3ImageStore;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, on the whole service. Pictures of what it looked like are in target/screenshots. */
@ExtendWith(TestStack.Extension.class)
class ConsoleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Color GREEN = new Color(0x2f7d5b);
    private static final Color RED = new Color(0xb2493c);
    private static final Color BLUE = new Color(0x3f66a8);

    private static TestStack stack;
    private static S3ImageStore store;
    private static ApprovalApp app;
    private static Browsers browsers;
    private static DrawnResults worker;
    private static DecisionsTopic decisions;

    @BeforeAll
    static void start(TestStack shared) {
        boolean there = Browsers.chromium().isPresent();
        if (!there) {
            System.err.println("ConsoleIT is skipped: no Chromium on this machine (apt-get install chromium).");
        }
        assumeTrue(there, "no Chromium on this machine (apt-get install chromium)");
        stack = shared;
        store = stack.store();
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        app = new ApprovalApp(
                        Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), stack.settings(stack.freshDatabase())),
                        Clock.systemUTC())
                .start();
        browsers = Browsers.start();
        worker = new DrawnResults(store, stack.kafka());
        decisions = new DecisionsTopic(stack.kafka());
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            decisions.close();
            worker.close();
            browsers.close();
            app.close();
            store.close();
        }
    }

    @AfterEach
    void noScriptFailedAndNothingWasRefused() {
        assertThat(browsers.problems()).isEmpty();
    }

    @Test
    void resultArrivesLiveAndGoesThroughAllStages() {
        Page page = signIn("ada", 1280, 800, ColorScheme.LIGHT);
        page.navigate(address("/queue?tenant=live"));
        assertThat(page.locator(".empty")).containsText("Nothing waits here");
        assertThat(page.locator("#live")).hasText("live");
        Browsers.picture(page, "queue-empty-light");

        UUID id = worker.arrive("live", "Moss green tee", GREEN);

        assertThat(page.locator(".card .title")).hasText("Moss green tee"); // nobody loaded the page
        Browsers.picture(page, "queue-one-light");
        page.locator(".card .open").click();
        awaitPicture(page);
        assertThat(page.locator(".steps .now")).hasText("creative");
        Browsers.picture(page, "item-light");
        page.keyboard().press("c");
        Browsers.picture(page, "item-compare");
        page.keyboard().press("c");
        page.keyboard().press("m");
        eventually(page, "document.querySelector('.tint img').naturalWidth > 0");
        Browsers.picture(page, "item-mask");
        page.keyboard().press("m");

        page.locator("button.approve").click();
        page.waitForURL("**/queue?**");
        page.navigate(address("/items/" + id));
        assertThat(page.locator(".steps .now")).hasText("brand");
        page.locator("button.approve").click();
        page.waitForURL("**/queue?**");
        page.navigate(address("/items/" + id));
        assertThat(page.locator(".chip.status-held")).hasText("waits for its pictures");
        for (String kind : List.of("subject", "product")) {
            page.navigate(address("/queue?tenant=live&kind=" + kind));
            page.locator(".card .open").click();
            page.locator("button.approve").click();
            page.waitForURL("**/queue?**");
        }

        page.navigate(address("/items/" + id));
        assertThat(page.locator(".chip.status-published")).hasText("published");
        Browsers.picture(page, "item-published");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(decisions.told(id))
                        .containsExactly(
                                "approved quality by system",
                                "approved creative by ada",
                                "approved brand by ada",
                                "published brand by system"));
    }

    @Test
    void rejectsWithMarksAndRedoesWithEditedMask() throws Exception {
        UUID first = worker.arrive("redo", "Brick red tee", RED);
        UUID second = worker.arrive("redo", "Blue tee", BLUE);
        Page page = signIn("ada", 1280, 800, ColorScheme.DARK);
        openWhenThere(page, first);
        page.keyboard().press("r");
        clickPicture(page, 0.5, 0.4);
        page.locator("#reject textarea").fill("The collar is cut off");
        assertThat(page.locator("[data-marks-count]")).hasText("1 mark.");
        Browsers.picture(page, "item-reject-dark");
        page.locator("#reject textarea").press("Control+Enter");
        page.waitForURL("**done=reject**");

        openWhenThere(page, second);
        page.keyboard().press("d");
        Locator canvas = page.locator("#paint");
        var box = canvas.boundingBox();
        page.mouse().move(box.x + box.width * 0.35, box.y + box.height * 0.45);
        page.mouse().down();
        page.mouse()
                .move(
                        box.x + box.width * 0.5,
                        box.y + box.height * 0.5,
                        new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.mouse()
                .move(
                        box.x + box.width * 0.65,
                        box.y + box.height * 0.45,
                        new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        page.locator("[data-brush=erase]").click();
        page.mouse().click(box.x + box.width * 0.5, box.y + box.height * 0.7);
        assertThat(page.locator("[data-strokes-count]")).containsText("2 strokes");
        page.locator("input[name=seed]").fill("1234");
        Browsers.picture(page, "item-redo-dark");
        page.locator("button[data-verdict=redo]").click();
        page.waitForURL("**done=redo**");

        TryOnRequest request = redoOf(second);
        assertThat(request.getSteps(0).getParameters().getSeed()).isEqualTo(1234);
        String strokes =
                new String(store.get(request.getSteps(0).getMask(), 100_000).bytes(), StandardCharsets.UTF_8);
        assertThat(strokes)
                .startsWith("{\"version\":1,\"strokes\":[{\"mode\":\"paint\"")
                .contains("\"mode\":\"erase\"");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(decisions.about(first)).last().satisfies(event -> {
                    assertThat(event.message().getReason()).isEqualTo("The collar is cut off");
                    assertThat(event.message().getMarksList()).hasSize(1);
                }));

        UUID again = UUID.fromString(request.getRequestId());
        worker.draw("redo", again, BLUE);
        worker.announce(DrawnResults.event("redo", again, "Blue tee").toBuilder()
                .setRequest(request)
                .build());
        openWhenThere(page, again);
        assertThat(page.locator(".lineage li")).hasCount(2);
        Browsers.picture(page, "item-lineage-dark");
    }

    @Test
    void worksByKeysAlone() {
        for (int i = 1; i <= 6; i++) {
            worker.arrive("keys", "Tee " + i, i % 2 == 0 ? GREEN : BLUE);
        }
        Page page = signIn("kim", 1280, 800, ColorScheme.LIGHT);
        page.navigate(address("/queue?tenant=keys&stage=creative"));
        assertThat(page.locator(".card")).hasCount(6);
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
        Browsers.picture(page, "help");
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        Browsers.picture(page, "queue-selected");
        page.keyboard().press("a");
        assertThat(page.locator(".toast")).containsText("2 approved");
        page.keyboard().press("u");
        assertThat(page.locator(".toast")).containsText("Taken back");
        assertThat(page.locator(".card.pending")).hasCount(0);
        page.keyboard().press("a");
        assertThat(page.locator(".toast").last()).containsText("1 approved");
        assertThat(page.locator(".card")).hasCount(5); // once the time to undo is over

        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/items/**");
        awaitPicture(page);
        String opened = page.locator(".panel h1").textContent();
        page.keyboard().press("z");
        assertThat(page.locator("#viewer.zoomed")).isVisible();
        Browsers.picture(page, "item-zoomed");
        page.keyboard().press("z");
        page.keyboard().press("j");
        page.waitForURL(url -> !url.contains("nothing"));
        assertThat(page.locator(".panel h1")).not().hasText(opened);
        page.keyboard().press("k");
        assertThat(page.locator(".panel h1")).hasText(opened);
        page.keyboard().press("a");
        page.waitForURL("**done=approve**");
        assertThat(page.locator(".panel h1")).not().hasText(opened);
    }

    @Test
    void ofTwoReviewersOneIsToldThatTheOtherWasFaster() {
        UUID id = worker.arrive("race", "Wanted tee", RED);
        Page ada = signIn("ada", 1280, 800, ColorScheme.LIGHT);
        Page bob = signIn("bob", 1280, 800, ColorScheme.LIGHT);
        openWhenThere(ada, id);
        openWhenThere(bob, id);

        ada.locator("button.approve").click();
        ada.waitForURL("**/queue?**");
        assertThat(bob.locator("#standing")).containsText("ada has just decided this");
        bob.locator("button.approve").click();

        assertThat(bob.locator("#standing")).containsText("Somebody was faster");
        assertThat(bob.locator("#standing")).containsText("brand");
        Browsers.picture(bob, "item-conflict");
        assertThat(decisionsBy(id, "bob")).isEmpty();
    }

    @Test
    void fitsTablet() {
        for (int i = 1; i <= 4; i++) {
            worker.arrive("tablet", "Tee with a rather long name, number " + i, i % 2 == 0 ? RED : BLUE);
        }
        Page page = signIn("tom", 820, 1180, ColorScheme.LIGHT);
        page.navigate(address("/queue?tenant=tablet"));
        assertThat(page.locator(".card")).hasCount(4);
        eventually(page, "[...document.querySelectorAll('.thumb img')].every(each => each.naturalWidth > 0)");
        Browsers.picture(page, "tablet-queue");
        noSidewaysScrolling(page);
        page.locator(".card .open").first().click();
        awaitPicture(page);
        Browsers.picture(page, "tablet-item");
        noSidewaysScrolling(page);
    }

    @Test
    void labelWithScriptIsShownAsText() {
        String evil = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script>";
        UUID id = worker.arrive("xss", evil, GREEN);
        Page page = signIn("ada", 1280, 800, ColorScheme.LIGHT);
        openWhenThere(page, id);

        assertThat(page.locator(".panel h1")).hasText(evil);
        page.navigate(address("/queue?tenant=xss"));
        assertThat(page.locator(".card .title")).hasText(evil);
        assertThat(page.title()).startsWith("Queue");
        assertThat(page.locator("img[src=x]").count()).isZero();
    }

    private static void noSidewaysScrolling(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
    }

    private List<String> decisionsBy(UUID id, String name) {
        return decisions.told(id).stream()
                .filter(told -> told.endsWith("by " + name))
                .toList();
    }

    private static Page signIn(String name, int width, int height, ColorScheme scheme) {
        Page page = browsers.open(width, height, scheme);
        page.navigate(address("/login"));
        if (name.equals("kim")) {
            Browsers.picture(page, "login");
        }
        page.locator("input[name=name]").fill(name);
        page.locator("button.primary").click();
        page.waitForURL("**/queue**");
        return page;
    }

    private static void openWhenThere(Page page, UUID id) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> page.navigate(address("/items/" + id)).status() == 200);
        awaitPicture(page);
    }

    private static void awaitPicture(Page page) {
        eventually(page, "document.querySelector('.after').naturalWidth > 0");
    }

    /** Asked from outside the page: inside it, the page's policy lets nobody evaluate a text. */
    private static void eventually(Page page, String condition) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> Boolean.TRUE.equals(page.evaluate(condition)));
    }

    private static void clickPicture(Page page, double x, double y) {
        var box = page.locator("#canvas").boundingBox();
        page.mouse().click(box.x + box.width * x, box.y + box.height * y);
    }

    private static TryOnRequest redoOf(UUID parent) {
        try (var consumer = stack.kafka().reader("redos")) {
            var partition = new TopicPartition(Topics.requests(Expert.EXPERT_TOP, Lane.LANE_INTERACTIVE), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            TryOnRequest[] found = new TryOnRequest[1];
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                for (var record : consumer.poll(Duration.ofMillis(300))) {
                    CloudEventCodec.REQUESTS
                            .decode(record)
                            .event()
                            .filter(event -> event.message().getRedoOf().equals(parent.toString()))
                            .ifPresent(event -> found[0] = event.message());
                }
                return found[0] != null;
            });
            return found[0];
        }
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + app.consolePort() + path;
    }
}
