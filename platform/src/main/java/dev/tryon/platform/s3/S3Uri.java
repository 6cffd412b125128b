/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an object.
 *
 * @param bucket 3 to 63 characters: lower-case letters, digits, dots, dashes
 * @param key not empty
 */
public record S3Uri(String bucket, String key) {

    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)", Pattern.DOTALL);

    /** @throws IllegalArgumentException when the text is not {@code s3://bucket/key} */
    public static S3Uri parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an S3 address: '" + text + "'; expected s3://bucket/key");
        }
        return new S3Uri(matcher.group(1), matcher.group(2));
    }

    /** The address of an object below a prefix that may or may not end with a slash, or be a bare bucket. */
    public static S3Uri below(String prefix, String name) {
        return parse(prefix.endsWith("/") ? prefix + name : prefix + "/" + name);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
