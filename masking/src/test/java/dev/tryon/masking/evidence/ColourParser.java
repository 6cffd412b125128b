/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.opencv.core.Scalar;

/**
 * Writes a folder with an ONNX model that parses drawn pictures by colour: one convolution of 1 x 1 whose logit k is
 * 2 c_k x - |c_k|^2, largest for the nearest of the colours c_k. The file is protobuf's wire format, written by hand
 * after onnx.proto.
 */
public final class ColourParser {
    private ColourParser() {}

    /** Labels without a colour never win. */
    public static void write(Path folder, String labels, int count, Map<Integer, Scalar> colours) throws Exception {
        Files.createDirectories(folder);
        byte[] model = model(count, colours);
        Files.write(folder.resolve("parser.onnx"), model);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        Files.writeString(folder.resolve("parser.yaml"), """
                file: parser.onnx
                sha256: %s
                width: 128
                height: 128
                mean: [0, 0, 0]
                std: [1, 1, 1]
                channels: rgb
                labels: %s
                """.formatted(sha256, labels));
    }

    private static byte[] model(int count, Map<Integer, Scalar> colours) throws IOException {
        ByteBuffer weights = ByteBuffer.allocate(12 * count).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer biases = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int label = 0; label < count; label++) {
            Scalar colour = colours.get(label);
            double square = 0;
            for (int channel = 0; channel < 3; channel++) {
                double value = colour == null ? 0 : colour.val[channel] / 255;
                weights.putFloat((float) (2 * value));
                square += value * value;
            }
            biases.putFloat((float) (colour == null ? -100 : -square));
        }
        Message kernel =
                new Message().text(1, "kernel_shape").number(8, 1).number(8, 1).number(20, 7);
        Message node = new Message()
                .text(1, "x")
                .text(1, "w")
                .text(1, "b")
                .text(2, "y")
                .text(3, "conv")
                .text(4, "Conv")
                .message(5, kernel);
        Message graph = new Message()
                .message(1, node)
                .text(2, "parser")
                .message(5, tensor("w", weights.array(), count, 3, 1, 1))
                .message(5, tensor("b", biases.array(), count))
                .message(11, value("x", 3))
                .message(12, value("y", count));
        return new Message()
                .number(1, 7)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .bytes();
    }

    private static Message tensor(String name, byte[] floats, int... dims) throws IOException {
        Message tensor = new Message();
        for (int dim : dims) {
            tensor.number(1, dim);
        }
        return tensor.number(2, 1).text(8, name).field(9, floats);
    }

    private static Message value(String name, int channels) throws IOException {
        Message shape = new Message();
        for (int dim : new int[] {1, channels, 128, 128}) {
            shape.message(1, new Message().number(1, dim));
        }
        Message type = new Message().message(1, new Message().number(1, 1).message(2, shape));
        return new Message().text(1, name).message(2, type);
    }

    /** One message of protobuf's wire format. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) throws IOException {
            return field(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) throws IOException {
            return field(field, value.bytes());
        }

        Message field(int field, byte[] value) throws IOException {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.write(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while (rest > 127) {
                out.write((int) ((rest & 127) | 128));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
