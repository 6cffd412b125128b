/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.platform.service;

/** A composition root that can be run: started once, then closed. Owned by its {@code XxxMain}. */
public interface Service extends AutoCloseable {

    /** Returns when the service is ready; what was started is closed when it fails. */
    Service start();

    /** Whether all its threads do their work; a service that is not alive is ended. Called from another thread. */
    boolean alive();

    @Override
    void close();
}
