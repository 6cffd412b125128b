/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;

/** Some of ComfyUI's own nodes, as they are documented: enough for a workflow that lays a product into a crop. Stateless. */
final class Nodes {

    static final Set<String> KNOWN = Set.of(
            "LoadImage",
            "LoadImageMask",
            "EmptyImage",
            "ImageBlend",
            "ImageCompositeMasked",
            "ImageScale",
            "SaveImage");

    private Nodes() {}

    /** The id of the node that saves. */
    static String output(JsonNode nodes) {
        String[] id = {""};
        nodes.properties().forEach(node -> {
            if (node.getValue().path("class_type").asText().equals("SaveImage")) {
                id[0] = node.getKey();
            }
        });
        return id[0];
    }

    /** @return PNG */
    static byte[] run(JsonNode nodes, String id, Map<String, byte[]> inputs) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image(nodes, nodes.path(id).path("inputs").path("images"), inputs), "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param link [node, output] */
    private static BufferedImage image(JsonNode nodes, JsonNode link, Map<String, byte[]> inputs) throws IOException {
        JsonNode node = nodes.path(link.path(0).asText());
        JsonNode in = node.path("inputs");
        return switch (node.path("class_type").asText()) {
            case "LoadImage", "LoadImageMask" ->
                rgb(Objects.requireNonNull(inputs.get(in.path("image").asText()), in::toString));
            case "EmptyImage" -> empty(in);
            case "ImageScale" ->
                scaled(
                        image(nodes, in.path("image"), inputs),
                        in.path("width").asInt(),
                        in.path("height").asInt());
            case "ImageBlend" ->
                blended(
                        image(nodes, in.path("image1"), inputs),
                        image(nodes, in.path("image2"), inputs),
                        in.path("blend_factor").asDouble());
            case "ImageCompositeMasked" ->
                composed(
                        image(nodes, in.path("destination"), inputs),
                        image(nodes, in.path("source"), inputs),
                        image(nodes, in.path("mask"), inputs));
            default -> throw new IOException("no node " + node);
        };
    }

    private static BufferedImage rgb(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static BufferedImage empty(JsonNode in) {
        BufferedImage image =
                new BufferedImage(in.path("width").asInt(), in.path("height").asInt(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, in.path("color").asInt());
            }
        }
        return image;
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to.setRGB(x, y, image.getRGB(x * image.getWidth() / width, y * image.getHeight() / height));
            }
        }
        return to;
    }

    private static BufferedImage blended(BufferedImage one, BufferedImage other, double factor) {
        BufferedImage to = new BufferedImage(one.getWidth(), one.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < to.getHeight(); y++) {
            for (int x = 0; x < to.getWidth(); x++) {
                int a = one.getRGB(x, y);
                int b = other.getRGB(x, y);
                int mixed = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    double value = (1 - factor) * (a >> shift & 0xff) + factor * (b >> shift & 0xff);
                    mixed |= (int) Math.round(value) << shift;
                }
                to.setRGB(x, y, mixed);
            }
        }
        return to;
    }

    private static BufferedImage composed(BufferedImage under, BufferedImage over, BufferedImage mask) {
        BufferedImage to = new BufferedImage(under.getWidth(), under.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < to.getHeight(); y++) {
            for (int x = 0; x < to.getWidth(); x++) {
                to.setRGB(x, y, (mask.getRGB(x, y) & 0xff) > 127 ? over.getRGB(x, y) : under.getRGB(x, y));
            }
        }
        return to;
    }
}
