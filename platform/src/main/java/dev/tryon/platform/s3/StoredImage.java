/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.s3;

/**
 * An object as it was read. The bytes are not copied: treat them as immutable.
 *
 * @param etag as the store gave it, without quotes
 * @param sha256 of the bytes, lower-case hex
 */
public record StoredImage(S3Uri address, byte[] bytes, String etag, String sha256) {}
