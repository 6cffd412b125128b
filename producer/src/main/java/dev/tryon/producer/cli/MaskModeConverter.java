/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.v1.MaskMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads from a command line what a mask of one's own does to the policy's. */
public final class MaskModeConverter implements ITypeConverter<MaskMode> {
    @Override
    public MaskMode convert(String value) {
        return switch (value) {
            case "replace" -> MaskMode.MASK_MODE_REPLACE;
            case "intersect" -> MaskMode.MASK_MODE_INTERSECT;
            default ->
                throw new TypeConversionException("'" + value + "' is no mask mode; choose one of replace, intersect");
        };
    }
}
