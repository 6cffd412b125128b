/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.DrawnResults;
import dev.tryon.approval.TestStack;
import dev.tryon.platform.config.Configuration;
import dev.tryon.platform.s3.S3ImageStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The whole service on a database of its own, with somebody who plays the worker and a browser to look at it. */
final class RunningConsole implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final S3ImageStore store;
    private final ApprovalApp app;
    private final DrawnResults worker;
    private final Browsers browsers;

    private RunningConsole(TestStack stack) {
        store = stack.store();
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        app = new ApprovalApp(
                        Configuration.read(ApprovalApp.MAPPINGS, null, Map.of(), stack.settings(stack.freshDatabase())),
                        Clock.systemUTC())
                .start();
        worker = new DrawnResults(store, stack.kafka());
        browsers = Browsers.start();
    }

    /** Skips the test when there is no Chromium. */
    static RunningConsole start(TestStack stack) {
        boolean there = Browsers.chromium().isPresent();
        if (!there) {
            System.err.println(
                    "Tests of the console are skipped: no Chromium on this machine (apt-get install chromium).");
        }
        assumeTrue(there, "no Chromium on this machine (apt-get install chromium)");
        return new RunningConsole(stack);
    }

    DrawnResults worker() {
        return worker;
    }

    Browsers browsers() {
        return browsers;
    }

    S3ImageStore store() {
        return store;
    }

    String address(String path) {
        return "http://127.0.0.1:" + app.consolePort() + path;
    }

    /** Somebody with all roles who sees all tenants, in a browser of their own. */
    Page signIn(String name, int width, int height, ColorScheme scheme) {
        Page page = browsers.open(width, height, scheme);
        page.navigate(address("/login"));
        page.locator("input[name=name]").fill(name);
        page.locator("button.primary").click();
        page.waitForURL("**/queue**");
        return page;
    }

    /** An item's page, once the service has heard of it and its picture is there. */
    void open(Page page, UUID id) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> page.navigate(address("/items/" + id)).status() == 200);
        awaitPicture(page);
    }

    static void awaitPicture(Page page) {
        eventually(page, "document.querySelector('.after').naturalWidth > 0");
    }

    /** Asked from outside the page: inside it, the page's policy lets nobody evaluate a text. */
    static void eventually(Page page, String condition) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> Boolean.TRUE.equals(page.evaluate(condition)));
    }

    @Override
    public void close() {
        worker.close();
        browsers.close();
        app.close();
        store.close();
    }
}
