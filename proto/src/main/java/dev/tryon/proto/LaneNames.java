/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import dev.tryon.v1.Lane;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The short names of lanes, as they stand in topic names, commands and metric tags: {@code LANE_BULK} is
 * {@code bulk}. Stateless and thread-safe.
 */
public final class LaneNames {
    private static final String PREFIX = "LANE_";
    // Asked for with every request.
    private static final Map<Lane, String> NAMES = names();

    private LaneNames() {}

    /**
     * The name of a lane.
     *
     * @throws IllegalArgumentException for LANE_UNSPECIFIED and for numbers of a newer contract
     */
    public static String name(Lane lane) {
        String name = NAMES.get(lane);
        if (name == null) {
            throw new IllegalArgumentException("lane: " + lane + " has no name; name one of " + all());
        }
        return name;
    }

    /** The lane of a name; empty when there is none such. Case matters: names are lower-case. */
    public static Optional<Lane> lane(String name) {
        return lanes().stream().filter(lane -> name(lane).equals(name)).findFirst();
    }

    /** All lanes that have a name, in the order of their numbers. */
    public static List<Lane> lanes() {
        return Arrays.stream(Lane.values()).filter(LaneNames::isNamed).toList();
    }

    /** All names, in the order of the lanes' numbers. */
    public static List<String> all() {
        return lanes().stream().map(LaneNames::name).toList();
    }

    private static Map<Lane, String> names() {
        Map<Lane, String> names = new EnumMap<>(Lane.class);
        lanes().forEach(lane ->
                names.put(lane, lane.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT)));
        return names;
    }

    private static boolean isNamed(Lane lane) {
        return lane != Lane.LANE_UNSPECIFIED && lane != Lane.UNRECOGNIZED;
    }
}
