/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.workflow;

import java.util.Locale;

/** What is judged: a result, or one of the pictures that it was made from. */
public enum ItemKind {
    RESULT,
    SUBJECT,
    PRODUCT;

    /** As tables and addresses write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ItemKind named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
