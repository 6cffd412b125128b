/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.proto.cloudevents;

import com.google.protobuf.Message;

/**
 * A record that is not what its topic carries. It is a value, because one such record must not stop a consumer.
 *
 * @param reason what is wrong, for programs
 * @param text what is wrong, with which value, for people
 */
public record Malformed<M extends Message>(Reason reason, String text) implements Decoded<M> {
    /** What can be wrong with a record. */
    public enum Reason {
        /** It has no value: a tombstone, or written by hand. */
        NO_VALUE,
        /** A header that the mapping requires is missing, or there twice. */
        MISSING_HEADER,
        /** {@code ce_specversion} is not 1.0. */
        UNKNOWN_SPECVERSION,
        /** {@code content-type} is not application/protobuf. */
        UNKNOWN_CONTENT_TYPE,
        /** {@code ce_type} is none of this topic's: another topic's, or of a newer contract. */
        UNKNOWN_TYPE,
        /** The bytes do not parse as the message. */
        NOT_THE_MESSAGE,
        /** The headers speak of another request than the message. */
        CONTRADICTION
    }
}
