/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.ExpertNames;
import dev.tryon.v1.Expert;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an expert's short name from a command line. */
public final class ExpertConverter implements ITypeConverter<Expert> {
    @Override
    public Expert convert(String value) {
        return ExpertNames.expert(value)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' is no expert; choose one of " + String.join(", ", ExpertNames.all())));
    }
}
