/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryon.approval.DecisionsTopic;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import dev.tryon.proto.Topics;
import dev.tryon.proto.cloudevents.CloudEventCodec;
import dev.tryon.v1.Expert;
import dev.tryon.v1.Lane;
import dev.tryon.v1.TryOnRequest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import javax.imageio.ImageIO;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, on the whole service. Pictures of what it looked like are in target/screenshots. */
@ExtendWith(TestStack.Extension.class)
class ConsoleIT {

    private static final Color GREEN = new Color(0x2f7d5b);
    private static final Color RED = new Color(0xb2493c);
    private static final Color BLUE = new Color(0x3f66a8);

    private static TestStack stack;
    private static RunningConsole console;
    private static DecisionsTopic decisions;

    @BeforeAll
    static void start(TestStack shared) {
        stack = shared;
        console = RunningConsole.start(stack);
        decisions = new DecisionsTopic(stack.kafka());
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            decisions.close();
            console.close();
        }
    }

    @AfterEach
    void noScriptFailedAndNothingWasRefused() {
        assertThat(console.browsers().problems()).isEmpty();
    }

    @Test
    void resultArrivesLiveAndGoesThroughAllStages() {
        Page page = console.signIn("ada", 1280, 800, ColorScheme.LIGHT);
        page.navigate(console.address("/queue?tenant=live"));
        assertThat(page.locator(".empty")).containsText("Nothing waits here");
        assertThat(page.locator("#live")).hasText("live");
        Browsers.picture(page, "queue-empty-light");

        UUID id = console.worker().arrive("live", "Moss green tee", GREEN);

        assertThat(page.locator(".card .title")).hasText("Moss green tee"); // nobody loaded the page
        Browsers.picture(page, "queue-one-light");
        page.locator(".card .open").click();
        RunningConsole.awaitPicture(page);
        assertThat(page.locator(".steps .now")).hasText("creative");
        Browsers.picture(page, "item-light");
        page.keyboard().press("c");
        Browsers.picture(page, "item-compare");
        page.keyboard().press("c");
        page.keyboard().press("m");
        RunningConsole.eventually(page, "document.querySelector('.tint img').naturalWidth > 0");
        Browsers.picture(page, "item-mask");
        page.keyboard().press("m");

        page.locator("button.approve").click();
        page.waitForURL("**/queue?**");
        page.navigate(console.address("/items/" + id));
        assertThat(page.locator(".steps .now")).hasText("brand");
        page.locator("button.approve").click();
        page.waitForURL("**/queue?**");
        page.navigate(console.address("/items/" + id));
        assertThat(page.locator(".chip.status-held")).hasText("waits for its pictures");
        for (String kind : List.of("subject", "product")) {
            page.navigate(console.address("/queue?tenant=live&kind=" + kind));
            page.locator(".card .open").click();
            page.locator("button.approve").click();
            page.waitForURL("**/queue?**");
        }

        page.navigate(console.address("/items/" + id));
        assertThat(page.locator(".chip.status-published")).hasText("published");
        Browsers.picture(page, "item-published");
        await().pollInSameThread()
                .atMost(RunningConsole.PATIENCE)
                .untilAsserted(() -> assertThat(decisions.told(id))
                        .containsExactly(
                                "approved quality by system",
                                "approved creative by ada",
                                "approved brand by ada",
                                "published brand by system"));
    }

    @Test
    void rejectsWithMarksAndRedoesWithEditedMask() throws Exception {
        UUID first = console.worker().arrive("redo", "Brick red tee", RED);
        UUID second = console.worker().arrive("redo", "Blue tee", BLUE);
        Page page = console.signIn("ada", 1280, 800, ColorScheme.DARK);
        console.open(page, first);
        page.keyboard().press("r");
        clickPicture(page, 0.5, 0.4);
        page.locator("#reject textarea").fill("The collar is cut off");
        assertThat(page.locator("[data-marks-count]")).hasText("1 mark.");
        Browsers.picture(page, "item-reject-dark");
        page.locator("#reject textarea").press("Control+Enter");
        page.waitForURL("**done=reject**");

        console.open(page, second);
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
        String strokes = new String(
                console.store().get(request.getSteps(0).getMask(), 100_000).bytes(), StandardCharsets.UTF_8);
        assertThat(strokes)
                .startsWith("{\"version\":1,\"strokes\":[{\"mode\":\"paint\"")
                .contains("\"mode\":\"erase\"");
        await().pollInSameThread()
                .atMost(RunningConsole.PATIENCE)
                .untilAsserted(() -> assertThat(decisions.about(first)).last().satisfies(event -> {
                    assertThat(event.message().getReason()).isEqualTo("The collar is cut off");
                    assertThat(event.message().getMarksList()).hasSize(1);
                }));

        UUID again = UUID.fromString(request.getRequestId());
        console.worker().draw("redo", again, BLUE);
        console.worker()
                .announce(DrawnResults.event("redo", again, "Blue tee").toBuilder()
                        .setRequest(request)
                        .build());
        console.open(page, again);
        assertThat(page.locator(".lineage li")).hasCount(2);
        Browsers.picture(page, "item-lineage-dark");
    }

    @Test
    void worksByKeysAlone() {
        for (int i = 1; i <= 6; i++) {
            console.worker().arrive("keys", "Tee " + i, i % 2 == 0 ? GREEN : BLUE);
        }
        Page page = console.browsers().open(1280, 800, ColorScheme.LIGHT);
        page.navigate(console.address("/login"));
        Browsers.picture(page, "login");
        page.keyboard().type("kim"); // the name has the focus
        page.keyboard().press("Enter");
        page.waitForURL("**/queue**");
        page.navigate(console.address("/queue?tenant=keys&stage=creative"));
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
        RunningConsole.awaitPicture(page);
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
    void whatHasTheFocusKeepsItThroughLiveUpdates() {
        UUID first = console.worker().arrive("focus", "Tee 1", GREEN);
        console.worker().arrive("focus", "Tee 2", BLUE);
        Page page = console.signIn("ada", 1280, 800, ColorScheme.LIGHT);
        page.navigate(console.address("/queue?tenant=focus&stage=creative"));
        assertThat(page.locator(".card")).hasCount(2);
        page.locator(spot("open-" + first)).focus();
        page.keyboard().press("x");
        int cards = 2;
        for (String spot : List.of(
                "kind-product", "stage-creative", "filter-tenant", "select-all", "approve-selected", "pick-" + first)) {
            page.locator(spot(spot)).focus();
            console.worker().arrive("focus", "Tee " + ++cards, RED);
            assertThat(page.locator(".card")).hasCount(cards);
            assertThat(page.locator(spot(spot))).isFocused();
        }

        page.keyboard().press("a"); // the card that has the focus leaves
        assertThat(page.locator(".card")).hasCount(cards - 1);
        assertThat(page.locator(".card .open").first()).isFocused();
    }

    @Test
    void ofTwoReviewersOneIsToldThatTheOtherWasFaster() {
        UUID id = console.worker().arrive("race", "Wanted tee", RED);
        Page ada = console.signIn("ada", 1280, 800, ColorScheme.LIGHT);
        Page bob = console.signIn("bob", 1280, 800, ColorScheme.LIGHT);
        console.open(ada, id);
        console.open(bob, id);

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
            console.worker().arrive("tablet", "Tee with a rather long name, number " + i, i % 2 == 0 ? RED : BLUE);
        }
        Page page = console.signIn("tom", 820, 1180, ColorScheme.LIGHT);
        page.navigate(console.address("/queue?tenant=tablet"));
        assertThat(page.locator(".card")).hasCount(4);
        RunningConsole.eventually(
                page, "[...document.querySelectorAll('.thumb img')].every(each => each.naturalWidth > 0)");
        Browsers.picture(page, "tablet-queue");
        noSidewaysScrolling(page);
        page.locator(".card .open").first().click();
        RunningConsole.awaitPicture(page);
        Browsers.picture(page, "tablet-item");
        noSidewaysScrolling(page);
    }

    @Test
    void labelWithScriptIsShownAsText() {
        String evil = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script>";
        UUID id = console.worker().arrive("xss", evil, GREEN);
        Page page = console.signIn("ada", 1280, 800, ColorScheme.LIGHT);
        console.open(page, id);

        assertThat(page.locator(".panel h1")).hasText(evil);
        page.navigate(console.address("/queue?tenant=xss"));
        assertThat(page.locator(".card .title")).hasText(evil);
        assertThat(page.title()).startsWith("Queue");
        assertThat(page.locator("img[src=x]").count()).isZero();
    }

    @Test
    void maskLiesOverAPhotoThatIsStoredLying() throws Exception {
        UUID id = console.worker().arriveLying("lying", "Tee from a phone", GREEN);
        Page page = console.signIn("ada", 1280, 800, ColorScheme.LIGHT);
        console.open(page, id);
        BufferedImage without = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
        page.keyboard().press("m");
        RunningConsole.eventually(page, "document.querySelector('.tint img').naturalWidth > 0");
        BufferedImage with = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
        Browsers.picture(page, "item-mask-lying");

        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.canvas img')].map(each => each.naturalWidth + 'x' + each.naturalHeight)"))
                .isEqualTo(List.of("768x1024", "768x1024", "768x1024"));
        var box = page.locator("#canvas").boundingBox();
        BiPredicate<Double, Double> tinted = (x, y) -> {
            int left = (int) (box.x + box.width * x);
            int top = (int) (box.y + box.height * y);
            return without.getRGB(left, top) != with.getRGB(left, top);
        };
        assertThat(tinted.test(0.22, 0.57)).as("the left sleeve").isTrue();
        assertThat(tinted.test(0.5, 0.7)).as("the shirt").isTrue();
        assertThat(tinted.test(0.5, 0.25)).as("the face").isFalse();
        assertThat(tinted.test(0.5, 0.9)).as("the trousers").isFalse();
    }

    private static void noSidewaysScrolling(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
    }

    private static String spot(String name) {
        return "[data-spot='" + name + "']";
    }

    private List<String> decisionsBy(UUID id, String name) {
        return decisions.told(id).stream()
                .filter(told -> told.endsWith("by " + name))
                .toList();
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
            await().atMost(RunningConsole.PATIENCE).pollInSameThread().until(() -> {
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
}
