/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The experts that are on the device, of those that there are.
 *
 * <p>An expert is loaded and warmed when it is first asked for. Where all together would take more than the budget, those
 * that were asked for longest ago leave to make room, never one that jobs are being painted with. What an expert takes is
 * the bytes of its files, since weights are stored as they are used; what jobs need beside them is not in the budget.
 *
 * <p>Used by the device's thread only, and before by who starts it; owns what it has loaded.
 */
final class ResidentExperts implements AutoCloseable {

    private final Map<String, Loadable> all;
    private final long budget;
    private final DenoiseObserver observer;
    private final Map<String, Expert> resident = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An expert that can be loaded.
     *
     * @param bytes that it takes on the device
     * @param load comes to an expert that has painted
     */
    record Loadable(long bytes, Supplier<Expert> load) {}

    /** @param budget in bytes; each expert fits into it alone */
    ResidentExperts(Map<String, Loadable> all, long budget, DenoiseObserver observer) {
        this.all = new LinkedHashMap<>(all);
        this.budget = budget;
        this.observer = observer;
    }

    /** Experts that are loaded already and stay. */
    static ResidentExperts of(Map<String, Expert> experts, DenoiseObserver observer) {
        Map<String, Loadable> all = new LinkedHashMap<>();
        experts.forEach((name, expert) -> all.put(name, new Loadable(0, () -> expert)));
        return new ResidentExperts(all, Long.MAX_VALUE, observer);
    }

    /**
     * Loads every expert once. Where not all fit, those that come last stay.
     *
     * @param atOnce how many load side by side where all fit
     */
    void loadAll(int atOnce) {
        if (all.values().stream().mapToLong(Loadable::bytes).sum() > budget) {
            all.keySet().forEach(name -> load(name, Set.of()));
        } else {
            loadSideBySide(atOnce);
        }
    }

    /** By name, on the device or not. From any thread. */
    Set<String> names() {
        return all.keySet();
    }

    /** Whether there is room for an expert, or those that are not in use could make some. */
    boolean hasRoom(String name, Set<String> inUse) {
        long kept = resident.keySet().stream()
                .filter(each -> inUse.contains(each) && !each.equals(name))
                .mapToLong(each -> loadable(each).bytes())
                .sum();
        return resident.containsKey(name) || kept + loadable(name).bytes() <= budget;
    }

    /** An expert that is on the device. */
    Expert get(String name) {
        return Objects.requireNonNull(resident.get(name), name);
    }

    /** Loads an expert unless it is there; only when {@link #hasRoom}. */
    Expert load(String name, Set<String> inUse) {
        Expert there = resident.get(name);
        if (there != null) {
            return there;
        }
        makeRoom(loadable(name).bytes(), inUse);
        Expert loaded = load(name);
        resident.put(name, loaded);
        return loaded;
    }

    @Override
    public void close() {
        resident.values().forEach(Expert::close);
        resident.clear();
    }

    private void loadSideBySide(int atOnce) {
        ExecutorService loaders = Executors.newFixedThreadPool(atOnce, task -> new Thread(task, "loader"));
        try {
            CompletableFuture.allOf(all.keySet().stream()
                            .map(name -> CompletableFuture.runAsync(() -> keep(name, load(name)), loaders))
                            .toArray(CompletableFuture[]::new))
                    .join(); // waits for everybody, also when one fails
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        } finally {
            loaders.shutdown();
        }
    }

    private synchronized void keep(String name, Expert loaded) {
        resident.put(name, loaded);
    }

    private Expert load(String name) {
        long began = System.nanoTime();
        Expert loaded = loadable(name).load().get();
        observer.loaded(name, System.nanoTime() - began);
        return loaded;
    }

    private void makeRoom(long bytes, Set<String> inUse) {
        Iterator<Map.Entry<String, Expert>> longestAgoFirst =
                resident.entrySet().iterator();
        while (taken() + bytes > budget && longestAgoFirst.hasNext()) {
            Map.Entry<String, Expert> next = longestAgoFirst.next();
            if (!inUse.contains(next.getKey())) {
                longestAgoFirst.remove();
                next.getValue().close();
                observer.left(next.getKey());
            }
        }
    }

    private long taken() {
        return resident.keySet().stream()
                .mapToLong(each -> loadable(each).bytes())
                .sum();
    }

    private Loadable loadable(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
