/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.standalone.stack;

/**
 * A caller of webhooks of this machine's own.
 *
 * @param adminPort health and metrics
 * @param secret that signs the calls of its one tenant, {@link LocalTryOns#TENANT}; a new one at each start
 */
public record LocalWebhooks(int adminPort, String secret) {}
