/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.Sessions.Session;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** Renders templates, which escape whatever they show for the place where it stands. Thread-safe. */
final class Pages {

    private static final String PACKAGE = "dev.tryon.approval.console.pages";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);
    private final Assets assets;

    Pages(Assets assets) {
        this.assets = assets;
    }

    /** A whole page of somebody who is signed in. */
    void page(Context context, String template, Map<String, Object> values) {
        Session session = Guard.session(context);
        Map<String, Object> all = new HashMap<>(values);
        all.put("frame", new Frame(session.reviewer(), session.csrf(), assets.version(), context.path()));
        render(context, template, all);
    }

    void render(Context context, String template, Map<String, Object> values) {
        StringOutput output = new StringOutput();
        engine.render(template, values, output);
        context.html(output.toString());
    }

    String assetsVersion() {
        return assets.version();
    }
}
