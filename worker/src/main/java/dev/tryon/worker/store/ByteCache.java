/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Things used lately, as many as a number of bytes can hold. What is in it must be immutable. Thread-safe. */
public final class ByteCache<K, V> {

    private final Cache<K, V> kept;

    /**
     * @param most bytes; 0 keeps nothing
     * @param bytes that a thing takes
     */
    public ByteCache(long most, ToLongFunction<V> bytes) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((K key, V thing) -> (int) Math.min(Integer.MAX_VALUE, bytes.applyAsLong(thing)))
                .executor(Runnable::run) // what is too much leaves at once, on the thread of whoever brought more
                .recordStats()
                .build();
    }

    public Optional<V> get(K key) {
        return Optional.ofNullable(kept.getIfPresent(key));
    }

    public void put(K key, V thing) {
        kept.put(key, thing);
    }

    /** How often something was there. */
    public long hits() {
        return kept.stats().hitCount();
    }

    /** How often it was not. */
    public long misses() {
        return kept.stats().missCount();
    }

    /** What it holds now. */
    public long bytes() {
        return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
