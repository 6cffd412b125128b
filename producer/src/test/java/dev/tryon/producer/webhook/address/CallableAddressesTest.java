/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallableAddressesTest {
    @Test
    void takesPublicAddresses() throws Exception {
        assertThat(new CallableAddresses(InetAddress::getAllByName, List.of()).resolve("93.184.216.34"))
                .isEqualTo(InetAddress.getByName("93.184.216.34"));
    }

    @Test
    void refusesANameWithAnyPrivateAddress() {
        CallableAddresses addresses = new CallableAddresses(
                host -> new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.7")},
                List.of());

        assertThatThrownBy(() -> addresses.resolve("shop.example"))
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("shop.example has the address 10.0.0.7")
                .hasMessageContaining("tryon.webhooks.private-networks");
    }

    @Test
    void takesPrivateNetworksThatAreNamed() throws Exception {
        CallableAddresses addresses = new CallableAddresses(
                InetAddress::getAllByName, List.of(Network.parse("10.1.0.0/16"), Network.parse("fd00::/8")));

        assertThat(addresses.resolve("10.1.255.1")).isNotNull();
        assertThat(addresses.resolve("[fd12::1]")).isNotNull();
        assertThatThrownBy(() -> addresses.resolve("10.2.0.1")).isInstanceOf(AddressRefusedException.class);
        assertThatThrownBy(() -> addresses.resolve("::ffff:127.0.0.1")).isInstanceOf(AddressRefusedException.class);
    }

    @Test
    void refusesWhatIsNoNetwork() {
        assertThatThrownBy(() -> Network.parse("10.1.0.0")).hasMessageContaining("10.1.0.0/16");
        assertThatThrownBy(() -> Network.parse("10.1.0.0/33")).hasMessageContaining("33");
        assertThatThrownBy(() -> Network.parse("localhost/8")).hasMessageContaining("localhost/8");
    }
}
