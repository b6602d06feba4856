extension ONNXNode {
  /// A node of each operator that `ONNXFiles` knows, some in several forms.
  static let all: [ONNXNode] = windows + norms + shapes + selections + constants + pointwise + sums

  private static let image = Source.input([1, 2, 4, 4])

  private static let windows: [ONNXNode] = [
    ONNXNode(
      "Conv", image, .floats([2, 2, 3, 3]), .floats([2]),
      settings: [
        "pads": .ints([1, 1, 1, 1]), "strides": .ints([2, 1]), "kernel_shape": .ints([3, 3]),
      ]),
    ONNXNode(
      "Conv", image, .floats([2, 1, 2, 2]),
      settings: [
        "group": .int(2), "auto_pad": .text("SAME_LOWER"), "dilations": .ints([2, 1]),
      ]),
    ONNXNode(
      "Conv", .input([1, 2, 5]), .floats([1, 2, 3]), settings: ["auto_pad": .text("SAME_UPPER")]),
    ONNXNode(
      "ConvTranspose", image, .floats([2, 1, 3, 3]), .floats([2]),
      settings: [
        "strides": .ints([2, 2]), "output_padding": .ints([1, 1]), "pads": .ints([1, 1, 1, 1]),
        "group": .int(2),
      ]),
    ONNXNode(
      "ConvTranspose", .input([1, 1, 3]), .floats([1, 1, 3]),
      settings: [
        "output_shape": .ints([6]), "strides": .ints([2]),
      ]),
    ONNXNode(
      "MaxPool", image,
      settings: [
        "kernel_shape": .ints([3, 3]), "strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1]),
        "ceil_mode": .int(1),
      ]),
    ONNXNode(
      "AveragePool", image,
      settings: [
        "kernel_shape": .ints([2, 2]), "auto_pad": .text("SAME_LOWER"),
        "count_include_pad": .int(1),
      ]),
    ONNXNode("MaxPool", .input([1, 2, 5]), settings: ["kernel_shape": .ints([2])]),
    ONNXNode("GlobalAveragePool", image), ONNXNode("GlobalMaxPool", image),
    ONNXNode(
      "Resize", image, .floats([0]), .floats([4]),
      settings: [
        "mode": .text("linear"), "coordinate_transformation_mode": .text("asymmetric"),
      ]),
    ONNXNode(
      "Resize", image, .floats([0]), .floats([0]), .integers([1, 2, 8, 6]),
      settings: [
        "mode": .text("nearest"), "nearest_mode": .text("ceil"),
        "coordinate_transformation_mode": .text("align_corners"),
      ]),
    ONNXNode("Upsample", image, settings: ["scales": .floats([1, 1, 2, 2])], version: 7),
    ONNXNode("DepthToSpace", .input([1, 4, 2, 2]), settings: ["blocksize": .int(2)]),
    ONNXNode("SpaceToDepth", image, settings: ["blocksize": .int(2), "mode": .text("CRD")]),
    ONNXNode(
      "Pad", image, .integers([0, 0, 1, 1, 0, 0, 1, 1]), settings: ["mode": .text("reflect")]),
    ONNXNode("Pad", image, .integers([1, 0, -1, 1, 0, 0, 1, 2]), .scalar(2)),
    ONNXNode(
      "Pad", image, settings: ["pads": .ints([0, 0, 1, 1, 0, 0, 1, 1]), "mode": .text("wrap")]),
  ]

  private static let norms: [ONNXNode] = [
    ONNXNode(
      "BatchNormalization", image, .floats([2]), .floats([2]), .floats([2]), .floats([2]),
      settings: ["epsilon": .float(1e-3), "momentum": .float(0.9)]),
    ONNXNode("InstanceNormalization", image, .floats([2]), .floats([2])),
    ONNXNode(
      "GroupNormalization", image, .floats([2]), .floats([2]), settings: ["num_groups": .int(2)],
      version: 21),
    ONNXNode(
      "LayerNormalization", .input([2, 3, 4]), .floats([3, 4]), .floats([4]),
      settings: ["axis": .int(1)]),
    ONNXNode("LRN", image, settings: ["size": .int(3), "alpha": .float(0.1)]),
    ONNXNode("LpNormalization", image, settings: ["p": .int(1), "axis": .int(1)]),
    ONNXNode("Softmax", image, settings: ["axis": .int(1)]),
    ONNXNode("LogSoftmax", image, settings: ["axis": .int(2)], version: 11),
  ]

  private static let shapes: [ONNXNode] = [
    ONNXNode("Reshape", image, .integers([1, -1, 8])),
    ONNXNode("Reshape", image, .integers([0, 4, 8]), settings: ["allowzero": .int(1)]),
    ONNXNode("Flatten", image, settings: ["axis": .int(2)]),
    ONNXNode("Squeeze", .input([1, 3, 1]), .integers([0, -1])),
    ONNXNode("Squeeze", .input([1, 3, 1]), settings: ["axes": .ints([0])], version: 11),
    ONNXNode("Unsqueeze", .input([2, 3]), .integers([0, -1])),
    ONNXNode("Expand", .input([2, 1]), .integers([3, 2, 4])),
    ONNXNode("Transpose", image, settings: ["perm": .ints([0, 2, 3, 1])]),
    ONNXNode("Tile", .input([2, 2]), .integers([2, 3])),
    ONNXNode("Concat", .input([2, 2]), .floats([2, 3]), settings: ["axis": .int(1)]),
    ONNXNode("Split", .input([4, 3]), .integers([1, 3]), settings: ["axis": .int(0)], outputs: 2),
    ONNXNode(
      "Split", .input([4, 3]), settings: ["axis": .int(-1), "split": .ints([1, 2])],
      version: 11, outputs: 2),
    ONNXNode("Shape", image, settings: ["start": .int(1), "end": .int(-1)]),
    ONNXNode("Size", image),
    ONNXNode("Cast", image, settings: ["to": .int(7)]),
    ONNXNode("CastLike", image, .integers([1])),
    ONNXNode("Identity", image), ONNXNode("Dropout", image),
  ]

  private static let selections: [ONNXNode] = [
    ONNXNode(
      "Slice", image, .integers([3, 0]), .integers([-9, 2]), .integers([3, 1]), .integers([-2, 1])),
    ONNXNode(
      "Slice", image, settings: ["starts": .ints([1]), "ends": .ints([3]), "axes": .ints([2])],
      version: 9),
    ONNXNode("Gather", .input([4, 2]), .integers([3, -1, 0])),
    ONNXNode("Gather", .floats([4, 2]), .integers([1]), settings: ["axis": .int(1)]),
    ONNXNode("Where", .integers([1, 0]), .input([2, 2]), .floats([2])),
    ONNXNode("ArgMax", image, settings: ["axis": .int(1), "keepdims": .int(0)]),
    ONNXNode("ArgMin", image),
  ]

  private static let constants: [ONNXNode] = [
    ONNXNode("Constant", settings: ["value_ints": .ints([1, 2])]),
    ONNXNode("Constant", settings: ["value_floats": .floats([1, 2])]),
    ONNXNode("ConstantOfShape", .integers([2, 3])),
    ONNXNode("Range", .integers([1]), .integers([9]), .integers([2])),
    ONNXNode("Range", .scalar(1), .scalar(0), .scalar(-0.25)),
    ONNXNode("Add", .integers([7, -9]), .integers([2, 0])),
    ONNXNode("Div", .integers([7, -9]), .integers([2, 3])),
    ONNXNode("Mod", .integers([7, -9]), .integers([2, 3])),
    ONNXNode("Mod", .input([2]), .floats([2]), settings: ["fmod": .int(1)]),
    ONNXNode("Pow", .integers([7, -9]), .integers([2, 3])),
    ONNXNode("Mul", .integers([7, -9]), .integers([2])),
    ONNXNode("Neg", .integers([7, -9])), ONNXNode("Abs", .integers([7, -9])),
  ]

  private static let pointwise: [ONNXNode] =
    [
      "Abs", "Ceil", "Celu", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish",
      "IsNaN", "LeakyRelu", "Log", "Mish", "Neg", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid",
      "Sign", "Softplus", "Softsign", "Sqrt", "Swish", "Tanh", "ThresholdedRelu",
    ].map { ONNXNode($0, .input([2, 3])) }
    + [
      "Add", "Div", "Mul", "Pow", "Sub", "Max", "Min", "Mean", "Sum", "PRelu", "Equal", "Less",
      "LessOrEqual", "Greater", "GreaterOrEqual",
    ].map { ONNXNode($0, .input([2, 3]), .floats([3])) }
    + ["And", "Or", "Xor"].map { ONNXNode($0, .integers([1, 0]), .integers([1])) }
    + [
      ONNXNode("Not", .integers([1, 0])), ONNXNode("Clip", image, .scalar(-1), .scalar(1)),
      ONNXNode("Clip", .integers([7, -9]), .integers([1]), .integers([2])),
      ONNXNode("Clip", image, settings: ["min": .float(-1), "max": .float(1)], version: 7),
    ]

  private static let sums: [ONNXNode] =
    [
      "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean",
      "ReduceMin", "ReduceProd", "ReduceSumSquare",
    ].map { ONNXNode($0, image, settings: ["axes": .ints([1, -1]), "keepdims": .int(0)]) }
    + [
      ONNXNode("ReduceSum", image, .integers([2]), settings: ["noop_with_empty_axes": .int(1)]),
      ONNXNode("MatMul", .input([2, 3, 4]), .floats([4, 2])),
      ONNXNode("MatMul", .input([2, 3, 4]), .floats([1, 4, 5])),
      ONNXNode(
        "Gemm", .input([2, 3]), .floats([4, 3]), .floats([4]), settings: ["transB": .int(1)]),
      ONNXNode(
        "Gemm", .input([3, 2]), .floats([3, 4]), .floats([1, 4]),
        settings: [
          "transA": .int(1), "alpha": .float(0.5), "beta": .float(2),
        ]),
    ]
}
