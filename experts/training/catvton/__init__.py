# SPDX-License-Identifier: Apache-2.0
"""A large expert: the shape of CatVTON (Chong et al., 2024), in plain PyTorch, with the parameter names of the published files."""
