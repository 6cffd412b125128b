/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves names to addresses that may be called: those of the public internet, and of networks that the configuration
 * names. A name that has any other address is refused whole. Immutable and thread-safe.
 */
public final class CallableAddresses {
    private final Resolver resolver;
    private final List<Network> privateNetworks;

    /** How names are resolved: {@link InetAddress#getAllByName}. */
    public interface Resolver {
        /** At least one address. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param privateNetworks that may be called although they are not of the public internet */
    public CallableAddresses(Resolver resolver, List<Network> privateNetworks) {
        this.resolver = resolver;
        this.privateNetworks = List.copyOf(privateNetworks);
    }

    /**
     * An address of a host, to be connected to as it is: resolving the name again may answer otherwise.
     *
     * @throws AddressRefusedException when the host has an address that must not be called
     * @throws UnknownHostException when nobody knows the host now
     */
    public InetAddress resolve(String host) throws UnknownHostException, AddressRefusedException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] addresses = resolver.resolve(bare);
        for (InetAddress address : addresses) {
            if (!WebhookAddress.isPublic(address)
                    && privateNetworks.stream().noneMatch(network -> network.contains(address))) {
                throw new AddressRefusedException(host + " has the address " + address.getHostAddress()
                        + ", which is private, local or reserved; use a host of the public internet, or name its network "
                        + "in tryon.webhooks.private-networks");
            }
        }
        return addresses[0];
    }
}
