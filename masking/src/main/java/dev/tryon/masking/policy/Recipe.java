/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The parameters from which a region is built; each kind of recipe has its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UpperBody.class, name = "upper-body"),
    @JsonSubTypes.Type(value = LowerBody.class, name = "lower-body"),
    @JsonSubTypes.Type(value = WholeBody.class, name = "whole-body"),
    @JsonSubTypes.Type(value = Feet.class, name = "feet"),
    @JsonSubTypes.Type(value = Eyes.class, name = "eyes"),
    @JsonSubTypes.Type(value = FaceOval.class, name = "face-oval"),
    @JsonSubTypes.Type(value = Scene.class, name = "scene")
})
public sealed interface Recipe permits UpperBody, LowerBody, WholeBody, Feet, Eyes, FaceOval, Scene {
    /**
     * Raised with every change of the code that changes masks, crops or placements of this kind of recipe only; what
     * changes them for all kinds raises {@link PolicyFingerprint#ALGORITHM_VERSION}.
     */
    int algorithmVersion();
}
