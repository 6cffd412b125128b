/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.stitch;

/**
 * Stretches values that are known at some cells of a grid over those where they are asked for: Laplace's equation with
 * the known cells as border and no flow across the grid's own edge and into cells that are neither. It is what cloning a
 * picture by its gradients (Pérez, Gangnet, Blake 2003, "Poisson image editing", eq. 10) comes down to: the correction
 * that is added to the picture is this membrane.
 *
 * <p>Solved from coarse to fine (cascadic multigrid, Bornemann and Deuflhard 1996): the coarse solution starts the finer
 * one, and a few sweeps of Gauss-Seidel smooth it. Deterministic. One channel at a time.
 */
final class Membrane {
    private static final int COARSEST = 8;
    private static final int SWEEPS = 40;

    private static final byte OTHER = 0;
    private static final byte KNOWN = 1;
    private static final byte ASKED = 2;

    private final int cols;
    private final int rows;
    private final byte[] kind;
    private final float[] value;

    private Membrane(int cols, int rows, byte[] kind, float[] value) {
        this.cols = cols;
        this.rows = rows;
        this.kind = kind;
        this.value = value;
    }

    /**
     * @param known where {@code values} count
     * @param asked where values are wanted; not where they are known
     * @return values at all cells: as given where known, 0 where neither known nor asked for
     */
    static float[] stretch(int cols, int rows, float[] values, boolean[] known, boolean[] asked) {
        byte[] kind = new byte[values.length];
        float[] value = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            kind[i] = known[i] ? KNOWN : asked[i] ? ASKED : OTHER;
            value[i] = known[i] ? values[i] : 0;
        }
        Membrane membrane = new Membrane(cols, rows, kind, value);
        membrane.solve();
        return membrane.value;
    }

    private void solve() {
        if (Math.min(cols, rows) > COARSEST) {
            Membrane coarse = coarser();
            coarse.solve();
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < cols; x++) {
                    if (kind[y * cols + x] == ASKED) {
                        value[y * cols + x] = coarse.value[y / 2 * coarse.cols + x / 2];
                    }
                }
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweep();
        }
    }

    /** A coarse cell is known where one of its four is, as their mean; else asked for where one of them is. */
    private Membrane coarser() {
        int coarseCols = (cols + 1) / 2;
        int coarseRows = (rows + 1) / 2;
        byte[] kinds = new byte[coarseCols * coarseRows];
        float[] sums = new float[kinds.length];
        int[] counts = new int[kinds.length];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < cols; x++) {
                int here = y * cols + x;
                int there = y / 2 * coarseCols + x / 2;
                if (kind[here] == KNOWN) {
                    kinds[there] = KNOWN;
                    sums[there] += value[here];
                    counts[there]++;
                } else if (kind[here] == ASKED && kinds[there] == OTHER) {
                    kinds[there] = ASKED;
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] > 0 ? sums[i] / counts[i] : 0;
        }
        return new Membrane(coarseCols, coarseRows, kinds, sums);
    }

    private void sweep() {
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < cols; x++) {
                int here = y * cols + x;
                if (kind[here] == ASKED) {
                    float sum = 0;
                    int count = 0;
                    if (x > 0 && kind[here - 1] != OTHER) {
                        sum += value[here - 1];
                        count++;
                    }
                    if (x < cols - 1 && kind[here + 1] != OTHER) {
                        sum += value[here + 1];
                        count++;
                    }
                    if (y > 0 && kind[here - cols] != OTHER) {
                        sum += value[here - cols];
                        count++;
                    }
                    if (y < rows - 1 && kind[here + cols] != OTHER) {
                        sum += value[here + cols];
                        count++;
                    }
                    value[here] = count > 0 ? sum / count : 0;
                }
            }
        }
    }
}
