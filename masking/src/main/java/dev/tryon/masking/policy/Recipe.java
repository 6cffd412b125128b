/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.masking.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The parameters from which a region is built; each kind of recipe has its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = UpperBody.class, name = "upper-body"))
public sealed interface Recipe permits UpperBody {}
