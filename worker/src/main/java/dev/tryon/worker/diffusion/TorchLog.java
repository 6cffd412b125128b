/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.diffusion;

import com.sun.jna.NativeLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What libtorch writes to standard error by itself. Where it cannot use NNPACK, as in many virtual machines, it says so at
 * every small convolution, hundreds of lines among the JSON of a worker's log. Its Python reads a level from the
 * environment, its C++ has the variable only. Errors come as exceptions. Stateless.
 */
final class TorchLog {

    private static final Logger log = LoggerFactory.getLogger(TorchLog.class);
    /** As c10/util/Logging.h counts: 0 info, 1 warning, 2 error. */
    private static final int ERROR = 2;

    private TorchLog() {}

    /** After libtorch is loaded. Where there is no such variable, everything stays as it is. */
    static void errorsOnly() {
        try {
            NativeLibrary.getInstance("c10")
                    .getGlobalVariableAddress("FLAGS_caffe2_log_level")
                    .setInt(0, ERROR);
        } catch (LinkageError e) {
            log.atDebug().setCause(e).log("libtorch's warnings stay as they are");
        }
    }
}
