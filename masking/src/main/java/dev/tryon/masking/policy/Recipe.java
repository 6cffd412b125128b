/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The parameters from which a region is built; each kind of recipe has its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = UpperBody.class, name = "upper-body"))
public sealed interface Recipe permits UpperBody {
    /**
     * Raised with every change of the code that changes masks, crops or placements of this kind of recipe only; what
     * changes them for all kinds raises {@link PolicyFingerprint#ALGORITHM_VERSION}.
     */
    int algorithmVersion();
}
