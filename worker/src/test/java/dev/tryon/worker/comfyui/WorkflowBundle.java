/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.worker.comfyui;

import dev.tryon.platform.s3.Sha256;
import dev.tryon.worker.bundle.ExpertBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle whose expert is a workflow of ComfyUI's own nodes: the product, scaled, where the mask is, tinted by the seed. */
final class WorkflowBundle {

    static final String WORKFLOW = """
            {"1": {"class_type": "LoadImage", "inputs": {"image": "crop.png"}},
             "2": {"class_type": "LoadImageMask", "inputs": {"image": "mask.png", "channel": "red"}},
             "3": {"class_type": "LoadImage", "inputs": {"image": "product.png"}},
             "4": {"class_type": "ImageScale", "inputs": {"image": ["3", 0], "width": 384, "height": 512,
                   "upscale_method": "nearest-exact", "crop": "disabled"}},
             "5": {"class_type": "EmptyImage", "inputs": {"width": 384, "height": 512, "batch_size": 1, "color": 0}},
             "6": {"class_type": "ImageBlend", "inputs": {"image1": ["4", 0], "image2": ["5", 0], "blend_factor": 0.5,
                   "blend_mode": "normal"}},
             "7": {"class_type": "ImageCompositeMasked", "inputs": {"destination": ["1", 0], "source": ["6", 0],
                   "x": 0, "y": 0, "resize_source": false, "mask": ["2", 0]}},
             "9": {"class_type": "SaveImage", "inputs": {"images": ["7", 0], "filename_prefix": "tryon"}}}
            """;

    private WorkflowBundle() {}

    static ExpertBundle write(Path folder, String workflow, String policyFingerprint) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("workflow.json"), workflow);
        Files.writeString(folder.resolve("bundle.json"), """
                {"schema": 1, "engine": "comfyui", "expert": "top", "version": "1",
                 "policyFingerprint": "%s",
                 "canvas": {"width": 384, "height": 512}, "product": {"width": 384, "height": 512},
                 "sampler": {"name": "workflow", "steps": 20, "guidance": 2.5, "strength": 1, "feather": 0.02},
                 "workflow": {"inputs": {"masked_crop": "1.image", "mask": "2.image", "product": "3.image",
                                         "seed": "5.color"},
                              "output": "9"},
                 "files": {"workflow": {"name": "workflow.json", "sha256": "%s"}}}
                """.formatted(
                        policyFingerprint, Sha256.hex(workflow.getBytes(StandardCharsets.UTF_8))));
        return ExpertBundle.open(folder);
    }
}
