extension Target {
  /// All targets, in the order in which they are run.
  static let all: [Target] =
    [
      .onnx, .safetensors, .model, .classifier, .architecture, .npy, .npz, .h5, .keras,
    ] + pictures + [
      .exif, .strokes, .omniglot, .zip, .names, .gzip, .idx, .list, .packed, .checkpoint, .int8,
      .gallery, .flat, .hnsw, .projection, .log, .requests, .labels,
    ]
}
