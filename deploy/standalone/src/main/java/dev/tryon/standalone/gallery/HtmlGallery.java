/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A page that shows try-ons side by side; it needs nothing but the pictures beside it. Stateless. */
public final class HtmlGallery {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>tryon</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fafafa }
            article { margin-bottom: 2.5rem }
            .row { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem }
            figure { margin: 0 }
            img { width: 100%%; border: 1px solid #ccc; background: #fff }
            figcaption { color: #444 }
            ul { color: #444; padding-left: 1.2rem }
            </style>
            </head>
            <body>
            <h1>tryon</h1>
            %s
            </body>
            </html>
            """;

    private static final String ROW = """
            <article>
            <h2>%s</h2>
            <div class="row">
            %s%s%s%s
            </div>
            <ul>%s</ul>
            </article>
            """;

    private HtmlGallery() {}

    public static String page(List<GalleryRow> rows) {
        return PAGE.formatted(rows.stream().map(HtmlGallery::row).collect(Collectors.joining("\n")));
    }

    private static String row(GalleryRow row) {
        return ROW.formatted(
                escaped(row.title()),
                figure(row.person(), "person"),
                figure(row.mask(), "mask: white may be painted"),
                figure(row.product(), "product"),
                figure(row.result(), "result"),
                row.facts().stream()
                        .map(fact -> "<li>" + escaped(fact) + "</li>")
                        .collect(Collectors.joining()));
    }

    private static String figure(Path picture, String caption) {
        String name = escaped(picture.getFileName().toString());
        return "<figure><a href=\"%s\"><img src=\"%s\" alt=\"%s\"></a><figcaption>%s</figcaption></figure>%n"
                .formatted(name, name, escaped(caption), escaped(caption));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
