/* SPDX-License-Identifier: Apache-2.0 */
/** What an orchestrator and a scraper ask a service: is it live, is it ready, what are its numbers. */
@NullMarked
package dev.tryon.platform.admin;

import org.jspecify.annotations.NullMarked;
