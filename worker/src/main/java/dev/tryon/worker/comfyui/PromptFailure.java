/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tryon.v1.FailureCode;
import dev.tryon.worker.diffusion.JobFailedOnDeviceException;

/** What a prompt that came to no picture means for its job. Stateless. */
final class PromptFailure {

    private PromptFailure() {}

    /** @param messages of the history's status: pairs of a name and its data */
    static RuntimeException of(JsonNode messages) {
        JsonNode error = data(messages, "execution_error");
        if (error.isMissingNode()) {
            return new JobFailedOnDeviceException(
                    FailureCode.ENGINE_UNAVAILABLE, "somebody has interrupted the prompt on the ComfyUI server", null);
        }
        String what = error.path("exception_type").asText() + ": "
                + error.path("exception_message").asText().strip() + " in node "
                + error.path("node_id").asText() + " ("
                + error.path("node_type").asText() + ")";
        if (what.contains("OutOfMemory") || what.contains("out of memory")) {
            return new JobFailedOnDeviceException(
                    FailureCode.OUT_OF_DEVICE_MEMORY, "the ComfyUI server's memory does not suffice: " + what, null);
        }
        return new IllegalStateException("the workflow failed: " + what);
    }

    private static JsonNode data(JsonNode messages, String name) {
        for (JsonNode message : messages) {
            if (message.path(0).asText().equals(name)) {
                return message.path(1);
            }
        }
        return MissingNode.getInstance();
    }
}
