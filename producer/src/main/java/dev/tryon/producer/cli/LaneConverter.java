/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.proto.LaneNames;
import dev.tryon.v1.Lane;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a lane's short name from a command line. */
public final class LaneConverter implements ITypeConverter<Lane> {
    @Override
    public Lane convert(String value) {
        return LaneNames.lane(value)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + value + "' is no lane; choose one of " + String.join(", ", LaneNames.all())));
    }
}
