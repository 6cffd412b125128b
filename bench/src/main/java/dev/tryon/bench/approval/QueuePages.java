/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.bench.approval;

import dev.tryon.approval.ApprovalApp;
import dev.tryon.approval.decisions.ItemQueries;
import dev.tryon.approval.decisions.QueueFilter;
import dev.tryon.approval.workflow.ItemKind;
import dev.tryon.bench.Report;
import dev.tryon.bench.Samples;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queue's page over HTTP, as a browser asks for it, while the ledger holds a million items. */
final class QueuePages {

    private static final int WARM_UP = 50;
    private static final int PAGE = 48;
    private static final int TENANTS = 5;
    private static final UUID CAMPAIGN = new UUID(0x0197f3c26a007000L, 0x8000000000000003L);
    private static final Pattern INDEX = Pattern.compile("Index(?: Only)? Scan (?:Backward )?(?:using|on) (item_\\w+)");

    private final Report report;
    private final ApprovalBenchStack stack;

    QueuePages(Report report, ApprovalBenchStack stack) {
        this.report = report;
        this.stack = stack;
    }

    void measure(int items, int pages) throws Exception {
        try (ApprovalApp service = stack.service()) {
            fill(items);
            HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            String address = "http://127.0.0.1:" + service.consolePort();
            signIn(browser, address);
            List<String> queues = queues();
            for (int i = 0; i < WARM_UP; i++) {
                get(browser, address + queues.get(i % queues.size()));
            }
            Samples samples = new Samples();
            for (int i = 0; i < pages; i++) {
                String queue = queues.get(i % queues.size());
                samples.time(() -> get(browser, address + queue));
            }
            report.row("queue page, " + items + " items", samples);
            report.line("%-44s %9.1f ms", "  95 of 100 within", samples.quantile(0.95));
            report.figure("queue_page_p95_ms", samples.quantile(0.95));
        }
        plans();
    }

    /** What PostgreSQL does for each kind of queue: the index, and of the commonest the whole plan. */
    private void plans() {
        ItemQueries queries = new ItemQueries(stack.jdbi());
        report.line("%nplan of the queue by tenant and stage:");
        report.line(
                "%s%n", queries.plan(new QueueFilter("tenant-1", ItemKind.RESULT, "creative", null, null), PAGE + 1));
        int without = 0;
        for (QueueFilter filter : List.of(
                new QueueFilter("tenant-1", ItemKind.RESULT, null, null, null),
                new QueueFilter("tenant-1", ItemKind.RESULT, "creative", null, null),
                new QueueFilter("tenant-1", ItemKind.RESULT, null, CAMPAIGN, null),
                new QueueFilter("tenant-1", ItemKind.RESULT, null, null, "shoes"),
                new QueueFilter("tenant-1", ItemKind.RESULT, "creative", null, "top"))) {
            Matcher index = INDEX.matcher(queries.plan(filter, PAGE + 1));
            boolean found = index.find();
            without += found ? 0 : 1;
            report.line("%-44s %s", asked(filter), found ? index.group(1) : "NO INDEX");
        }
        report.figure("queue_plans_without_index", without);
    }

    /** Items straight into the table: half are open, in three stages, of five tenants, twenty campaigns, seven experts. */
    private void fill(int items) {
        long start = System.nanoTime();
        stack.jdbi().useHandle(handle -> {
            long there = handle.createQuery("select count(*) from item")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into item (item_id, kind, tenant, campaign_id, expert, workflow, workflow_version, stage, status,
                                              version, title, picture_uri, preview_uri, remarks, assets, entered_at, due_at)
                            select gen_random_uuid(), 'result', 'tenant-' || n % 5,
                                   ('0197f3c2-6a00-7000-8000-' || lpad(to_hex(n / 10 % 20), 12, '0'))::uuid,
                                   (array['top', 'bottom', 'dress', 'shoes', 'eye', 'face', 'bg'])[1 + n % 7],
                                   w.name, w.version, (array['quality', 'creative', 'brand'])[1 + n % 3],
                                   case when n % 2 = 0 then 'open' else 'published' end,
                                   2, 'item ' || n, 's3://tryon/results/' || n || '.png', 's3://tryon/results/' || n || '.preview.jpg',
                                   case when n % 3 = 0 then array['sharpness is 0.1, below 0.15'] else '{}' end,
                                   array[md5('subject ' || n % 2000)::uuid, md5('product ' || n % 9000)::uuid],
                                   timestamptz '2026-11-01' + n * interval '1 second', now() + (8 + n % 16) * interval '1 hour'
                            from generate_series(1, :count) n, (select name, version from workflow limit 1) w
                            """).bind("count", Math.max(0, items - there)).execute();
            handle.execute("analyze item");
            report.line(
                    "%-44s %9d   filled in %.1f s",
                    "items in the ledger",
                    handle.createQuery("select count(*) from item")
                            .mapTo(Long.class)
                            .one(),
                    (System.nanoTime() - start) / 1e9);
        });
    }

    private List<String> queues() {
        List<String> queues = new java.util.ArrayList<>();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            String of = "/queue?tenant=tenant-" + tenant;
            queues.addAll(List.of(
                    of,
                    of + "&stage=creative",
                    of + "&stage=brand",
                    of + "&expert=shoes",
                    of + "&campaign=" + CAMPAIGN,
                    of + "&stage=creative&expert=top",
                    // Far into the queue: as fast as its beginning, since nothing is skipped.
                    of + "&stage=brand&entered=2026-11-06T00:00:00Z&after=" + new UUID(0, 0)));
        }
        return queues;
    }

    private static String asked(QueueFilter filter) {
        return "  queue of a tenant"
                + (filter.stage() == null ? "" : ", stage")
                + (filter.campaign() == null ? "" : ", campaign")
                + (filter.expert() == null ? "" : ", expert");
    }

    private static void signIn(HttpClient browser, String address) throws IOException, InterruptedException {
        HttpResponse<String> in = browser.send(
                HttpRequest.newBuilder(URI.create(address + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("name=bench&role=creative&role=brand"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (in.statusCode() >= 400) {
            throw new IllegalStateException("cannot sign in: " + in.statusCode());
        }
    }

    private static void get(HttpClient browser, String address) throws IOException, InterruptedException {
        HttpResponse<String> page =
                browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200 || !page.body().contains("id=\"queue\"")) {
            throw new IllegalStateException(address + " answered " + page.statusCode());
        }
    }
}
