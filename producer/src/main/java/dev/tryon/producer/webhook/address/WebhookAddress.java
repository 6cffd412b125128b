/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses webhooks may have: those of the public internet. A caller that can be told where to call reaches
 * otherwise whatever its own network holds (metadata services, consoles, databases). What a text can show is looked at
 * when a request is submitted; what its name resolves to, when it is called, by {@link #isPublic}. Stateless.
 */
public final class WebhookAddress {
    // Names that never leave a machine or a site (RFC 6761, RFC 6762, RFC 8375, and cloud metadata's).
    private static final List<String> LOCAL =
            List.of("localhost", "local", "internal", "home.arpa", "localdomain", "test", "invalid");
    // What an old resolver takes for an IPv4 address: decimal, octal, hexadecimal, one to four parts.
    private static final Pattern NUMBERS = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,3})(\\.[0-9]{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]*\\.?");

    private WebhookAddress() {}

    /** What is wrong with an address, before its name is resolved; empty when nothing is. */
    public static Optional<String> problem(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL; it breaks off at character " + e.getIndex());
        }
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
            return Optional.of("must be an https:// URL with a host");
        }
        if (uri.getUserInfo() != null) {
            return Optional.of("must hold no user or password; calls are signed instead");
        }
        return host(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /** Whether an address that a name resolved to is one of the public internet. */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    private static Optional<String> host(String host) {
        if (host.startsWith("[")) {
            return literal(host.substring(1, host.length() - 1));
        }
        if (PLAIN.matcher(host).matches()) {
            return literal(host);
        }
        if (NUMBERS.matcher(host).matches()) {
            return Optional.of("must name a host, or an IPv4 address as 203.0.113.7 is written");
        }
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean local = LOCAL.stream().anyMatch(name -> bare.equals(name) || bare.endsWith("." + name));
        if (local || !NAME.matcher(host).matches()) {
            return Optional.of("must name a host of the public internet");
        }
        return Optional.empty();
    }

    private static Optional<String> literal(String text) {
        try {
            // A literal is parsed, not looked up.
            return isPublic(InetAddress.getByName(text))
                    ? Optional.empty()
                    : Optional.of("must not be a private, local or reserved address");
        } catch (UnknownHostException e) {
            return Optional.of("must be an IP address where it looks like one");
        }
    }

    /** IANA's registry of special-purpose IPv4 addresses. */
    private static boolean isPublicV4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        boolean special = a == 0
                || a == 10
                || a == 127
                || (a == 100 && b >= 64 && b < 128) // shared by carriers
                || (a == 169 && b == 254)
                || (a == 172 && b >= 16 && b < 32)
                || (a == 192 && b == 168)
                || (a == 192 && b == 0 && (c == 0 || c == 2)) // protocol assignments, documentation
                || (a == 192 && b == 88 && c == 99) // 6to4 relays
                || (a == 198 && (b == 18 || b == 19)) // benchmarks
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113)
                || a >= 224; // multicast, reserved, broadcast
        return !special;
    }

    /** Only 2000::/3 is given out; of it not what carries an IPv4 address (6to4, Teredo) or is documentation. */
    private static boolean isPublicV6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        return (first & 0xe000) == 0x2000
                && first != 0x2002
                && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                && !(first == 0x3fff && second < 0x1000);
    }
}
