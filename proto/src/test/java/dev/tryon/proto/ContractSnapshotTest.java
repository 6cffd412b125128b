/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.tryon.v1.ControlOuterClass;
import dev.tryon.v1.Event;
import dev.tryon.v1.Failure;
import dev.tryon.v1.Image;
import dev.tryon.v1.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records that were written yesterday are read for years: no number, type, label or name may change. */
class ContractSnapshotTest {
    private static final List<FileDescriptor> FILES = List.of(
            Image.getDescriptor(),
            Failure.getDescriptor(),
            Request.getDescriptor(),
            Event.getDescriptor(),
            ControlOuterClass.getDescriptor());

    @Test
    void noFieldOrEnumValueChangesUnnoticed() {
        String contract = FILES.stream()
                .flatMap(file -> Stream.concat(
                        file.getMessageTypes().stream()
                                .flatMap(message -> message.getFields().stream())
                                .map(ContractSnapshotTest::line),
                        file.getEnumTypes().stream().flatMap(ContractSnapshotTest::lines)))
                .collect(Collectors.joining("\n", "", "\n"));

        Snapshot.check("contract.txt", contract);
    }

    @Test
    void everyProtoFileIsInTheSnapshot() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/proto/tryon/v1"))) {
            assertThat(files.map(file -> "tryon/v1/" + file.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(
                            FILES.stream().map(FileDescriptor::getName).toList());
        }
    }

    private static String line(FieldDescriptor field) {
        String type = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
        if (field.isMapField()) {
            type = "map<string, string>";
            assertThat(field.getMessageType().getFields())
                    .allMatch(part -> part.getJavaType() == FieldDescriptor.JavaType.STRING);
        }
        String label = field.isMapField()
                ? ""
                : field.isRepeated() ? "repeated " : field.toProto().getProto3Optional() ? "optional " : "";
        String oneof = field.getRealContainingOneof() == null
                ? ""
                : " in " + field.getRealContainingOneof().getName();
        return field.getFullName() + " = " + field.getNumber() + " " + label + type + oneof;
    }

    private static Stream<String> lines(EnumDescriptor type) {
        return type.getValues().stream()
                .map(value -> type.getFullName() + "." + value.getName() + " = " + value.getNumber());
    }
}
