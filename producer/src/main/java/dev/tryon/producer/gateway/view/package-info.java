/* SPDX-License-Identifier: Apache-2.0 */
/** What is known of recent requests, from tryon.results. */
@NullMarked
package dev.tryon.producer.gateway.view;

import org.jspecify.annotations.NullMarked;
