/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.producer.cli;

import dev.tryon.platform.config.InvalidConfigurationException;
import dev.tryon.platform.manifest.UnusableManifestException;
import dev.tryon.platform.s3.ImageStoreException;
import dev.tryon.producer.InvalidRequestException;
import dev.tryon.producer.KafkaUnavailableException;
import dev.tryon.producer.upload.PictureRefusedException;
import dev.tryon.proto.FailureCodes;
import dev.tryon.proto.FailureKind;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/** Turns what a command can run into into a line for people and an exit code for scripts. Stateless. */
final class Problems {
    private Problems() {}

    /** Runs a command's work; bugs go through. */
    static int reported(PrintWriter err, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (CompletionException e) {
            if (e.getCause() instanceof KafkaUnavailableException cause) {
                return report(err, cause, ExitCode.INFRASTRUCTURE);
            }
            throw e;
        } catch (KafkaUnavailableException e) {
            return report(err, e, ExitCode.INFRASTRUCTURE);
        } catch (ImageStoreException e) {
            boolean down = FailureCodes.kind(e.code()) == FailureKind.INFRASTRUCTURE;
            return report(err, e, down ? ExitCode.INFRASTRUCTURE : ExitCode.USAGE);
        } catch (InvalidRequestException e) {
            e.violations().forEach(violation -> err.println("tryon: " + violation.text()));
            err.flush();
            return ExitCode.USAGE;
        } catch (PictureRefusedException | UnusableManifestException | InvalidConfigurationException e) {
            return report(err, e, ExitCode.USAGE);
        }
    }

    private static int report(PrintWriter err, Exception problem, int exitCode) {
        err.println("tryon: " + problem.getMessage());
        err.flush();
        return exitCode;
    }
}
