/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.gateway;

import dev.tryon.platform.access.ApiKeys;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code tryon gateway-key}: makes a key for a tenant. */
@Command(
        name = "gateway-key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an API key. The key goes to the tenant and is not shown again; its SHA-256 goes into",
            "tryon.gateway.tenants.NAME.keys, and into tryon.approval.api-keys.NAME if the tenant's programs",
            "ask the approval service too. A fast hash is enough: nobody guesses 256 random bits."
        },
        footerHeading = "%nExample:%n",
        footer = "  tryon gateway-key")
public final class GatewayKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String key = ApiKeys.fresh(new SecureRandom());
        PrintWriter out = spec.commandLine().getOut();
        out.println("key     " + key);
        out.println("sha256  " + ApiKeys.hash(key));
        out.flush();
        return 0;
    }
}
