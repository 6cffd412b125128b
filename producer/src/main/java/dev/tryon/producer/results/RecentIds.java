/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The ids of the events seen last, to tell a duplicate. Duplicates come close together (a worker that was taken for
 * dead announces what its successor announces too), so a bounded memory is enough. Not thread-safe.
 */
final class RecentIds {
    private final Set<String> ids;

    RecentIds(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: must be at least 1; it is " + capacity);
        }
        ids = Collections.newSetFromMap(new Bounded(capacity));
    }

    /** Remembers an id; false when it was remembered already. */
    boolean add(String id) {
        return ids.add(id);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    /** Forgets its eldest entry when it is full. */
    private static final class Bounded extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;
        private final int capacity;

        Bounded(int capacity) {
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > capacity;
        }
    }
}
