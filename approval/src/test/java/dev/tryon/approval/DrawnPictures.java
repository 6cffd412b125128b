/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small drawn people and garments, so that pages have something to show. Stateless. */
final class DrawnPictures {

    static final int WIDTH = 768;
    static final int HEIGHT = 1024;

    /** Where a PNG's first chunk ends. */
    private static final int AFTER_HEADER = 33;

    private DrawnPictures() {}

    /** Somebody in a shirt of this colour, before a wall. */
    static byte[] person(Color shirt) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        paintPerson(pen(image), shirt);
        return encoded(image, "png");
    }

    static byte[] preview(Color shirt) {
        BufferedImage small = new BufferedImage(WIDTH / 2, HEIGHT / 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = pen(small);
        pen.scale(0.5, 0.5);
        paintPerson(pen, shirt);
        return encoded(small, "jpg");
    }

    static byte[] mask() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = pen(image);
        pen.setColor(Color.WHITE);
        pen.setStroke(new BasicStroke(18));
        pen.fill(shirtShape());
        pen.draw(shirtShape());
        return encoded(image, "png");
    }

    static byte[] product(Color shirt) {
        BufferedImage image = new BufferedImage(600, 700, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = pen(image);
        pen.setColor(new Color(0xfafafa));
        pen.fillRect(0, 0, 600, 700);
        pen.translate(-84, -280);
        paintShirt(pen, shirt);
        return encoded(image, "png");
    }

    /** A PNG as a phone would have stored it: a quarter to the left, with EXIF's orientation 6, by which it is shown upright. */
    static byte[] lying(byte[] png) {
        BufferedImage upright;
        try {
            upright = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BufferedImage lying = new BufferedImage(
                /* width= */ upright.getHeight(), /* height= */ upright.getWidth(), upright.getType());
        Graphics2D pen = lying.createGraphics();
        pen.translate(0, upright.getWidth());
        pen.rotate(-Math.PI / 2);
        pen.drawImage(upright, 0, 0, null);
        byte[] stored = encoded(lying, "png");
        byte[] chunk = HexFormat.of()
                .parseHex("65584966" + "4d4d002a00000008" + "0001" + "011200030000000100060000" + "00000000");
        CRC32 check = new CRC32();
        check.update(chunk);
        return ByteBuffer.allocate(stored.length + chunk.length + 8)
                .put(stored, 0, AFTER_HEADER)
                .putInt(chunk.length - 4)
                .put(chunk)
                .putInt((int) check.getValue())
                .put(stored, AFTER_HEADER, stored.length - AFTER_HEADER)
                .array();
    }

    private static void paintPerson(Graphics2D pen, Color shirt) {
        pen.setPaint(new GradientPaint(0, 0, new Color(0xdfe3e4), WIDTH, HEIGHT, new Color(0xaeb6b8)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(0x8f9899));
        pen.fillRect(0, 940, WIDTH, 84);
        pen.setPaint(new GradientPaint(0, 800, new Color(0x39485c), 0, 1024, new Color(0x222d3c)));
        pen.fillRoundRect(238, 770, 290, 300, 60, 40);
        Color skin = new Color(0xc98f6b);
        pen.setColor(skin);
        pen.setStroke(new BasicStroke(66, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawLine(190, 560, 166, 800);
        pen.drawLine(578, 560, 602, 800);
        pen.fillRoundRect(340, 240, 86, 120, 40, 40);
        pen.setColor(new Color(0x2c2019));
        pen.fill(new Ellipse2D.Double(282, 62, 204, 240));
        pen.setColor(skin);
        pen.fill(new Ellipse2D.Double(302, 96, 164, 210));
        pen.setColor(new Color(0x2c2019));
        pen.fillArc(296, 76, 176, 150, 10, 160);
        pen.setColor(new Color(0x40291c));
        pen.fillOval(340, 196, 16, 12);
        pen.fillOval(412, 196, 16, 12);
        pen.setColor(new Color(0xa5604f));
        pen.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawArc(356, 236, 56, 24, 200, 140);
        paintShirt(pen, shirt);
    }

    private static void paintShirt(Graphics2D pen, Color shirt) {
        Shape shape = shirtShape();
        pen.setPaint(new GradientPaint(160, 330, shirt.brighter(), 600, 820, shirt.darker()));
        pen.fill(shape);
        Shape before = pen.getClip();
        pen.clip(shape);
        Random folds = new Random(3);
        pen.setStroke(new BasicStroke(3));
        for (int i = 0; i < 34; i++) {
            int x = 150 + folds.nextInt(470);
            int y = 330 + folds.nextInt(460);
            pen.setColor(new Color(0, 0, 0, 14 + folds.nextInt(22)));
            pen.drawLine(x, y, x + folds.nextInt(90) - 45, y + 60 + folds.nextInt(90));
        }
        pen.setClip(before);
        pen.setColor(shirt.darker().darker());
        pen.setStroke(new BasicStroke(4));
        pen.draw(shape);
    }

    private static Shape shirtShape() {
        Path2D path = new Path2D.Double();
        path.moveTo(318, 330);
        path.quadTo(384, 386, 450, 330);
        path.lineTo(588, 390);
        path.lineTo(640, 600);
        path.lineTo(548, 622);
        path.lineTo(530, 560);
        path.lineTo(536, 808);
        path.quadTo(384, 840, 232, 808);
        path.lineTo(238, 560);
        path.lineTo(220, 622);
        path.lineTo(128, 600);
        path.lineTo(180, 390);
        path.closePath();
        return path;
    }

    private static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return pen;
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
