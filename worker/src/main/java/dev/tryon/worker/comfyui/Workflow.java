/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tryon.worker.bundle.BundleManifest;
import dev.tryon.worker.bundle.BundleRefusedException;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * A bundle's workflow in ComfyUI's API format (a JSON object of nodes, each with {@code class_type} and {@code inputs}), and
 * where in it the values of a job go. Immutable.
 */
final class Workflow {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode nodes;
    private final BundleManifest.Workflow bindings;

    private Workflow(ObjectNode nodes, BundleManifest.Workflow bindings) {
        this.nodes = nodes;
        this.bindings = bindings;
    }

    /** @throws BundleRefusedException when the file is no workflow or has no such node or input */
    static Workflow of(ExpertBundle bundle) {
        BundleManifest.Workflow bindings = bundle.manifest().workflow();
        String name = bundle.file("workflow").toString();
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(bundle.file("workflow")));
            if (!(root instanceof ObjectNode nodes) || nodes.path("nodes").isArray()) {
                throw new BundleRefusedException(
                        name + " is not in ComfyUI's API format; export it with Workflow > Export (API)", null);
            }
            bindings.inputs().forEach((input, place) -> require(nodes, name, input, place));
            if (!nodes.has(bindings.output())) {
                throw new BundleRefusedException(
                        name + " has no node " + bindings.output() + ", which workflow.output names", null);
            }
            return new Workflow(nodes, bindings);
        } catch (IOException e) {
            throw new BundleRefusedException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The node whose pictures are the result. */
    String output() {
        return bindings.output();
    }

    /** Whether the workflow asks for an input at all. */
    boolean wants(String input) {
        return bindings.inputs().containsKey(input);
    }

    /** The workflow with a job's values in their places; values without a place are left out. */
    ObjectNode with(Map<String, Object> values) {
        ObjectNode filled = nodes.deepCopy();
        bindings.inputs().forEach((input, place) -> {
            Object value = values.get(input);
            if (value != null) {
                ObjectNode inputs = (ObjectNode) filled.get(node(place)).get("inputs");
                inputs.set(field(place), JSON.valueToTree(value));
            }
        });
        return filled;
    }

    private static void require(ObjectNode nodes, String file, String input, String place) {
        if (!nodes.path(node(place)).path("inputs").has(field(place))) {
            throw new BundleRefusedException(
                    file + " has no input " + place + ", which workflow.inputs." + input
                            + " names; write it as NODE.INPUT, with the node's id",
                    null);
        }
    }

    private static String node(String place) {
        return place.substring(0, place.indexOf('.'));
    }

    private static String field(String place) {
        return place.substring(place.indexOf('.') + 1);
    }
}
