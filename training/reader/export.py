"""A trained network to the file that is shipped: ONNX, int8 weights, nothing else needed to run it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from .network import Reader

#: Room for a sum of 8-bit products on processors without the newer dot-product instructions.
SAFE_RANGE = True


def to_onnx(network: Reader, path: Path) -> None:
    """The network in float: input `pieces` [windows, pieces], output `columns` [windows, pieces, columns]."""
    network.eval()
    example = torch.ones((1, 24), dtype=torch.long)
    torch.onnx.export(
        network,
        (example,),
        str(path),
        input_names=["pieces"],
        output_names=["columns"],
        dynamic_axes={"pieces": {0: "windows", 1: "pieces"}, "columns": {0: "windows", 1: "pieces"}},
        dynamo=False,
        opset_version=17,
    )


def quantised(path: Path, out: Path) -> None:
    """The same with 8-bit weights, one scale a column."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(path), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(out),
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            reduce_range=SAFE_RANGE,
            weight_type=QuantType.QInt8,
        )


def weights_of(path: Path) -> dict[str, np.ndarray]:
    """The named weights of an ONNX file."""
    return {item.name: numpy_helper.to_array(item) for item in onnx.load(str(path)).graph.initializer}
