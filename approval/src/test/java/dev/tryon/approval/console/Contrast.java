/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Judges pages by what {@code contrast.js} computes, and remembers what was wrong on which. Not thread-safe. */
final class Contrast {

    private static final int MOST_STOPS = 80;

    private final String script = script();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> rings = new LinkedHashSet<>();
    private int texts;

    /** Texts as they stand, then the ring of everything that Tab reaches. */
    void judge(Page page, String name) {
        page.evaluate(script + ".stillness()");
        Map<?, ?> found = (Map<?, ?>) page.evaluate(script + ".texts()");
        texts += ((Number) Objects.requireNonNull(found.get("texts"))).intValue();
        ((List<?>) Objects.requireNonNull(found.get("problems"))).forEach(each -> problems.add(name + ": " + each));
        Set<Object> reached = new HashSet<>();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            page.keyboard().press("Tab");
            Map<?, ?> ring = (Map<?, ?>) page.evaluate(script + ".ring()");
            if (ring == null) {
                continue; // past the page's end: it begins anew
            }
            if (!reached.add(
                    page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)"))) {
                break;
            }
            rings.add(name + ": " + ring.get("name"));
            if (!Objects.requireNonNull(ring.get("problem")).equals("")) {
                problems.add(name + ": " + ring.get("problem"));
            }
        }
        page.evaluate("() => document.activeElement.blur()");
    }

    List<String> problems() {
        return problems;
    }

    int texts() {
        return texts;
    }

    /** What had the focus, each as {@code page: element}. */
    Set<String> rings() {
        return rings;
    }

    private static String script() {
        try (InputStream stream = Objects.requireNonNull(Contrast.class.getResourceAsStream("contrast.js"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf("(() =>")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
