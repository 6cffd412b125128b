/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Vec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The 468 points of a face mesh on a drawn head, from a table that was measured on such heads (its file says how). Stateless, thread-safe.
 */
public final class FaceMesh {
    private static final int POINTS = 468;
    private static final double[][] TABLE = read();

    private FaceMesh() {}

    /** The points in picture pixels, those on the far side of a turned head as well. */
    public static List<Vec> of(Skeleton skeleton) {
        Head head = new Head(skeleton);
        double cos = Math.cos(head.yaw());
        double sin = Math.sin(head.yaw());
        return Arrays.stream(TABLE)
                .map(p -> head.local(p[0] * cos + p[2] * sin, p[1]))
                .toList();
    }

    private static double[][] read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FaceMesh.class.getResourceAsStream("face-mesh.txt")), StandardCharsets.UTF_8))) {
            double[][] table = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(FaceMesh::point)
                    .toArray(double[][]::new);
            if (table.length != POINTS) {
                throw new IllegalStateException("face-mesh.txt must have 468 points, has " + table.length);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] point(String line) {
        return Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
