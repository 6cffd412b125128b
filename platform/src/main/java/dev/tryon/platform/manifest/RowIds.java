/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.manifest;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * Request ids of campaign rows: UUIDs of version 5 (RFC 9562) of the campaign's id and the row's number, so that whoever
 * reads a row again finds the same request. Stateless.
 */
public final class RowIds {
    private RowIds() {}

    /** The id of a row, counted from 1. */
    public static String of(UUID campaignId, long row) {
        return UuidCreator.getNameBasedSha1(campaignId, Long.toString(row)).toString();
    }
}
