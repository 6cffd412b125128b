/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Real servers inside one JVM, each on a folder of its own: a Kafka broker and an S3 endpoint. Local mode and
 * integration tests run on them; nothing here is a fake, and what is written survives a restart on the same folder.
 */
@NullMarked
package dev.tryon.embedded;

import org.jspecify.annotations.NullMarked;
