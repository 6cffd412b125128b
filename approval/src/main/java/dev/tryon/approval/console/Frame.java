/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.approval.console;

import dev.tryon.approval.access.Reviewer;

/**
 * What is around every page. Immutable.
 *
 * @param csrf that every form carries
 * @param assets part of the address of style sheet and scripts
 * @param path of the page itself
 */
public record Frame(Reviewer reviewer, String csrf, String assets, String path) {}
