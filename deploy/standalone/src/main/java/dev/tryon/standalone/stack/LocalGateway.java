/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

/**
 * A gateway of this machine's own.
 *
 * @param address where it listens: {@code http://127.0.0.1:8080}
 * @param key of its one tenant, {@link LocalTryOns#TENANT}; a new one at each start
 */
public record LocalGateway(String address, String key) {}
