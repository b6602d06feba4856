"""Writes the blog's network with random weights as an ONNX file.

    onnx_network.py FILE IMAGES HAS_HEAD
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import measure

random = np.random.default_rng(1)


class Graph:
    """A network built node by node; each value is known by its name."""

    def __init__(self):
        self.nodes, self.constants, self.parameter_count = [], [], 0

    def weight(self, *shape):
        scale = 1 / np.sqrt(np.prod(shape[1:]))
        values = (random.standard_normal(shape) * scale).astype(np.float32)
        self.parameter_count += values.size
        return self.constant(values)

    def constant(self, values):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def add(self, operation, *inputs, **attributes):
        name = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], **attributes))
        return name

    def leg(self, x):
        for channels, filters, kernel in [(1, 64, 10), (64, 128, 7), (128, 128, 4), (128, 256, 4)]:
            w, b = self.weight(filters, channels, kernel, kernel), self.weight(filters)
            x = self.add("Relu", self.add("Conv", x, w, b))
            if filters < 256:
                x = self.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
        w, b = self.weight(4096, 256 * 6 * 6), self.weight(4096)
        return self.add("Sigmoid", self.add("Gemm", self.add("Flatten", x), w, b, transB=1))

    def head(self, embeddings):
        """The verdict on the first image against the second."""
        a, b = (
            self.add("Gather", embeddings, self.constant(np.array([i], np.int64)), axis=0)
            for i in range(2))
        distance = self.add("Abs", self.add("Sub", a, b))
        logit = self.add("Gemm", distance, self.weight(1, 4096), self.weight(1), transB=1)
        measure.check_parameters(self.parameter_count, measure.BLOG_PARAMETERS)
        return self.add("Sigmoid", logit)

    def model(self, output, images):
        inputs = helper.make_tensor_value_info("images", TensorProto.FLOAT, [images, 1, 105, 105])
        outputs = helper.make_tensor_value_info(output, TensorProto.FLOAT, [None, None])
        graph = helper.make_graph(self.nodes, "blog", [inputs], [outputs], self.constants)
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


path, images, has_head = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
graph = Graph()
embeddings = graph.leg("images")
output = graph.head(embeddings) if has_head else embeddings
model = graph.model(output, images)
onnx.checker.check_model(model)
onnx.save(model, path)
