/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/hooks?sku=1",
                "https://a.b-c.example.com:8443/x",
                "https://shop.example./",
                "https://xn--mnchen-3ya.example/",
                "https://93.184.216.34/",
                "https://[2606:2800:220:1:248:1893:25c8:1946]/"
            })
    void takesThePublicInternet(String address) {
        assertThat(WebhookAddress.problem(address)).isEmpty();
    }

    /** What a text can hide is in the gateway's corpus; these are what a name may resolve to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.9",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "4000::1"
            })
    void knowsWhatIsNotPublic(String address) throws UnknownHostException {
        assertThat(WebhookAddress.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "9.255.255.255", "11.0.0.1", "100.128.0.1", "172.32.0.1", "223.255.255.255", "2600::1"
            })
    void knowsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(WebhookAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(WebhookAddress.problem("https://10.0.0.1/"))
                .hasValue("must not be a private, local or reserved address");
    }
}
