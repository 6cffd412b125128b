/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.webhook.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryon.producer.webhook.address.AddressRefusedException;
import dev.tryon.producer.webhook.address.CallableAddresses;
import dev.tryon.proto.ContractJson;
import dev.tryon.proto.WebhookRecords;
import dev.tryon.v1.TryOnEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one signed call over HTTPS. Redirects are not followed: where they lead nobody has agreed to. Of an answer only the
 * status counts, and no more is read. Thread-safe; does not own the executor.
 */
public final class WebhookCaller {
    private static final Logger log = LoggerFactory.getLogger(WebhookCaller.class);
    private static final int GONE = 410;

    private final HttpClient http;
    private final CallableAddresses addresses;
    private final Map<String, List<String>> secrets;
    private final Duration timeout;
    private final Executor executor;
    private final Clock clock;

    /**
     * @param tunnel through which all connections go, which holds them to {@code addresses}
     * @param trust whom endpoints' certificates must come from
     * @param secrets of each tenant
     * @param timeout from asking for a connection to the answer's head
     * @param executor resolves names, which takes its time
     */
    public WebhookCaller(
            InetSocketAddress tunnel,
            CallableAddresses addresses,
            SSLContext trust,
            Map<String, List<String>> secrets,
            Duration timeout,
            Executor executor,
            Clock clock) {
        this.addresses = addresses;
        this.secrets = Map.copyOf(secrets);
        this.timeout = timeout;
        this.executor = executor;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(ProxySelector.of(tunnel))
                .sslContext(trust)
                .connectTimeout(timeout)
                .executor(executor)
                .build();
    }

    /**
     * Tells an event's webhook of it.
     *
     * @param id of the event
     * @param event with its request
     * @return completes normally
     */
    public CompletableFuture<CallOutcome> call(String id, TryOnEvent event) {
        return CompletableFuture.supplyAsync(() -> prepared(id, event), executor)
                .thenCompose(prepared -> prepared instanceof Prepared.Call ready
                        ? send(ready.request())
                        : CompletableFuture.completedFuture(((Prepared.Not) prepared).outcome()))
                .exceptionally(WebhookCaller::failure);
    }

    /** Either what became of the call already, or the call. */
    private sealed interface Prepared {
        record Not(CallOutcome outcome) implements Prepared {}

        record Call(HttpRequest request) implements Prepared {}
    }

    private Prepared prepared(String id, TryOnEvent event) {
        List<String> own = secrets.getOrDefault(event.getTenant(), List.of());
        if (own.isEmpty()) {
            String key = "tryon.webhooks.tenants." + event.getTenant() + ".secrets";
            return new Prepared.Not(new CallOutcome.Refused(
                    WebhookRecords.SECRET, "tenant " + event.getTenant() + " has no secret to sign with; set " + key));
        }
        try {
            URI uri = URI.create(event.getRequest().getWebhook());
            if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
                return refused(uri + " is no https:// URL with a host and without a user");
            }
            addresses.resolve(uri.getHost());
            long seconds = clock.instant().getEpochSecond();
            byte[] body = ContractJson.line(event).getBytes(UTF_8);
            return new Prepared.Call(HttpRequest.newBuilder(uri)
                    .timeout(timeout)
                    .setHeader("content-type", "application/json")
                    .setHeader("user-agent", "tryon-webhooks")
                    .setHeader("webhook-id", id)
                    .setHeader("webhook-timestamp", Long.toString(seconds))
                    .setHeader("webhook-signature", Signature.of(own, id, seconds, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
        } catch (IllegalArgumentException e) {
            return refused("the webhook is no URL: " + e.getMessage());
        } catch (AddressRefusedException e) {
            return refused(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return new Prepared.Not(
                    new CallOutcome.Failed(WebhookRecords.UNREACHABLE, "nobody knows the host " + e.getMessage()));
        }
    }

    private static Prepared refused(String text) {
        return new Prepared.Not(new CallOutcome.Refused(WebhookRecords.ADDRESS, text));
    }

    private CompletableFuture<CallOutcome> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> {
                    try {
                        response.body().close(); // Unread: what it says does not count.
                    } catch (IOException e) {
                        log.atDebug().setCause(e).log("an answer's end was not heard");
                    }
                    return outcome(response.statusCode());
                });
    }

    private static CallOutcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new CallOutcome.Delivered();
        }
        if (status == GONE) {
            return new CallOutcome.Refused(WebhookRecords.GONE, "the endpoint answered 410: it wants no more calls");
        }
        return new CallOutcome.Failed(
                WebhookRecords.STATUS,
                "the endpoint answered " + status
                        + (status >= 300 && status < 400 ? "; redirects are not followed" : ""));
    }

    private static CallOutcome failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof HttpTimeoutException) {
            return new CallOutcome.Failed(WebhookRecords.TIMEOUT, "the endpoint did not answer in time");
        }
        if (cause instanceof IOException) {
            return new CallOutcome.Failed(WebhookRecords.UNREACHABLE, "the endpoint cannot be reached: " + cause);
        }
        throw new CompletionException(cause);
    }
}
