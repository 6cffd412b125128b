/* SPDX-License-Identifier: Apache-2.0 */
/** The HTTP gateway: how work gets in for those who do not speak Kafka. */
@NullMarked
package dev.tryon.producer.gateway;

import org.jspecify.annotations.NullMarked;
