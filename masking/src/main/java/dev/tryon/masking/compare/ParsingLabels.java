/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.compare;

import dev.tryon.masking.photo.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * Label sets of human-parsing maps, by the names and in the order that their data sets give them: ATR (Liang et al.
 * 2015), LIP (Gong et al. 2017), Pascal-Person-Part (Chen et al. 2014), and skin, clothes, hair. A map shows label k as
 * the k-th colour of the VOC palette or as the grey level k. Stateless, thread-safe.
 */
public enum ParsingLabels {
    /** 18 labels. */
    ATR("background hat hair sunglasses upper-clothes skirt pants dress belt left-shoe right-shoe face left-leg"
            + " right-leg left-arm right-arm bag scarf"),
    /** 20 labels. */
    LIP("background hat hair glove sunglasses upper-clothes dress coat socks pants jumpsuits scarf skirt face"
            + " left-arm right-arm left-leg right-leg left-shoe right-shoe"),
    /** 7 labels, of parts of the body. */
    PASCAL("background head torso upper-arms lower-arms upper-legs lower-legs"),
    /** 4 labels. */
    SKIN_CLOTHES_HAIR("background skin clothes hair"),
    /** No names: its labels are given as #rrggbb. */
    COLOURS("");

    /** Pixels of other colours that a map may have: lines of an editor, an ignored border. */
    private static final double UNKNOWN_SHARE = 0.02;

    private final String names;

    ParsingLabels(String names) {
        this.names = names;
    }

    public List<String> names() {
        return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
    }

    /**
     * Where a map shows one of the wanted labels.
     *
     * @param map CV_8UC3 RGB
     * @param wanted names; the last part of one stands for both sides ("shoe" for left-shoe and right-shoe); #rrggbb
     *     for a colour whatever it means
     * @return CV_8UC1, 255 there; released by the caller
     * @throws IllegalArgumentException when there is no such label, or the map is not one of these labels
     */
    public Mat select(Mat map, List<String> wanted) {
        List<Scalar> colours = new ArrayList<>();
        wanted.forEach(name -> colours.addAll(coloursOf(name.strip().toLowerCase(Locale.ROOT))));
        requireKnown(map);
        return anyOf(map, colours);
    }

    private List<Scalar> coloursOf(String name) {
        if (name.matches("#[0-9a-f]{6}")) {
            int rgb = Integer.parseInt(name.substring(1), 16);
            return List.of(new Scalar(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
        }
        List<Scalar> found = new ArrayList<>();
        List<String> known = names();
        for (int label = 0; label < known.size(); label++) {
            if (known.get(label).equals(name) || known.get(label).endsWith("-" + name)) {
                found.addAll(coloursOf(label));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no label " + name + "; give #rrggbb"
                    + (known.isEmpty() ? "" : " or some of " + String.join(", ", known)));
        }
        return found;
    }

    private void requireKnown(Mat map) {
        if (names.isEmpty()) {
            return;
        }
        List<Scalar> all = new ArrayList<>();
        for (int label = 0; label < names().size(); label++) {
            all.addAll(coloursOf(label));
        }
        try (MatScope scope = new MatScope()) {
            double known = (double) Core.countNonZero(scope.track(anyOf(map, all))) / map.total();
            if (known < 1 - UNKNOWN_SHARE) {
                throw new IllegalArgumentException("%.0f %% of the map's pixels have colours that are no label of %s"
                        .formatted(100 * (1 - known), name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static Mat anyOf(Mat map, List<Scalar> colours) {
        Mat any = Mat.zeros(map.size(), CvType.CV_8UC1);
        try (MatScope scope = new MatScope()) {
            Mat one = scope.create();
            for (Scalar colour : colours) {
                Core.inRange(map, colour, colour, one);
                Core.max(any, one, any);
            }
        }
        return any;
    }

    private static List<Scalar> coloursOf(int label) {
        return List.of(vocColour(label), Scalar.all(label));
    }

    /** The palette of PASCAL VOC: the label's bits, three at a time, dealt out to the high bits of red, green, blue. */
    private static Scalar vocColour(int label) {
        int[] rgb = new int[3];
        for (int bit = 7, rest = label; rest > 0; bit--, rest >>= 3) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[channel] |= (rest >> channel & 1) << bit;
            }
        }
        return new Scalar(rgb[0], rgb[1], rgb[2]);
    }
}
