/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param first any address of it
 * @param bits how many leading bits all its addresses share
 */
public record Network(InetAddress first, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+)/([0-9]{1,3})");

    public Network {
        if (bits < 0 || bits > first.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "must have 0 to " + first.getAddress().length * 8 + " bits after the slash; it has " + bits);
        }
    }

    /** @throws IllegalArgumentException when the text is none such as {@code 10.1.0.0/16} or {@code fd00::/8} */
    public static Network parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be written 10.1.0.0/16 or fd00::/8; it is \"" + text + "\"");
        }
        try {
            // Digits, dots and colons: parsed, not looked up.
            return new Network(InetAddress.getByName(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("must begin with an IP address; it is \"" + text + "\"", e);
        }
    }

    /** Whether an address is of this range. */
    public boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
