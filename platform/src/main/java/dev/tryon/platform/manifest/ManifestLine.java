/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

/**
 * A row that has been found but not yet read. The bytes are not copied: treat them as immutable.
 *
 * @param row the row's number, from 1
 * @param line the line's number in the file, from 1: what an editor shows
 * @param next where the row after it begins
 * @param bytes without the line's end; the beginning only when it was too long
 * @param complete false when the line is longer than a row may be
 */
public record ManifestLine(long row, long line, ManifestPosition next, byte[] bytes, boolean complete) {}
