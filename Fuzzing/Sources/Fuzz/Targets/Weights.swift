import Foundation
import OneShot

extension Target {
  private static let words = [
    "{\"__metadata__\":{", "\"dtype\":", "\"shape\":[", "\"data_offsets\":[", "\"F32\"", "\"F16\"",
    "\"BF16\"", "\"F64\"", "\"I64\"", "\"BOOL\"", "\"F4\"", "[0,0]", "\\u0000", "\\uD800\\uDC00",
    "9223372036854775807", "oneshot.checksum", "format", "architecture", "classifier",
  ]

  /// Named tensors, from memory.
  static let safetensors = Target(
    name: "safetensors", longest: 1024, words: words,
    seeds: { seeds in
      try seeds.add(folder: "Safetensors", endings: ["safetensors"])
      let file = Safetensors([("a", .zeros([2, 3])), ("b", Tensor(1))], metadata: ["k": "v"])
      try file.write(to: seeds.next())
      try file.write(to: seeds.next(), as: .float16, checksum: true)
    },
    test: { input in
      for integers in [IntegerTensors.converted, .skipped, .refused] {
        guard let file = try? Safetensors(bytes: input.bytes, integers: integers) else { continue }
        let copy = input.file(named: "copy.safetensors")
        try file.write(to: copy, checksum: true)
        let read = try Safetensors(contentsOf: copy)
        expect(read.equals(file) && read.metadata == file.metadata, "the file written and read")
      }
    })

  /// Models that say what layers they have, each with the checksum that it should have.
  static let model = Target(
    name: "model", longest: 8192, words: words + layerWords,
    seeds: { seeds in
      for var network in smallNetworks {
        try network.build(for: [6, 6, 2])
        try network.save(to: seeds.next(), input: [6, 6, 2])
      }
    },
    test: { input in
      let model = try SavedModel(contentsOf: checked(input))
      // Networks may be as large as they like.
      guard try isSmall(model.layer, model.input) else { return }
      let output = model.layer(Tensor.zeros(model.input.prepending(1)))
      expect(output.shape[0] == 1, "a batch of one gave \(output.shape)")
      let copy = input.file(named: "copy.safetensors")
      try model.layer.save(to: copy, input: model.input)
      _ = try SavedModel(contentsOf: copy)
    })

  /// Classifiers, likewise.
  static let classifier = Target(
    name: "classifier", longest: 8192, words: words + layerWords,
    seeds: { seeds in
      let leg = Sequential {
        ConvBlock(2)
        Flatten()
      }
      let network = try Siamese(leg, input: [6, 6, 1], distance: .l1)
      let classifier = OneShotClassifier(network)
      try classifier.enroll("a", .zeros([1, 6, 6, 1]))
      try classifier.enroll("b", .ones([2, 6, 6, 1]))
      try classifier.save(to: seeds.next())
    },
    test: { input in
      let classifier = try OneShotClassifier(contentsOf: checked(input))
      let siamese = classifier.siamese
      guard try isSmall(siamese.leg, siamese.input) else { return }
      let images = Tensor.zeros(siamese.input.prepending(1))
      if !classifier.labels.isEmpty { _ = try classifier.predict(images) }
      let copy = input.file(named: "copy.safetensors")
      try classifier.save(to: copy)
      let read = try OneShotClassifier(contentsOf: copy)
      expect(read.labels == classifier.labels, "the labels written and read")
    })

  /// Descriptions of layers.
  static let architecture = Target(
    name: "architecture", longest: 4096, words: layerWords,
    seeds: { seeds in
      for network in smallNetworks {
        try seeds.add(try Architecture(network, input: [6, 6, 2]).json())
      }
    },
    test: { input in
      let text = String(decoding: input.bytes, as: UTF8.self)
      let json = try Architecture(json: text).json()
      expect(try Architecture(json: json).json() == json, "the description written and read")
    })

  private static let layerWords =
    [
      "\"version\":1", "\"input\":[", "\"layer\":{", "\"frozen\":[", "\"regularized\":",
      "\"type\":",
    ]
    + ["null", "true", "false", "-1", "1e300", "9223372036854775807", "[]", "{}"]

  /// Whether no layer gives many scalars for an input.
  private static func isSmall(_ layer: any Layer, _ input: Shape) throws -> Bool {
    try input.count <= 1 << 16
      && layer.summary(for: input).rows.allSatisfy { $0.output.count <= 1 << 16 }
  }

  /// The file with its checksum set right, so that more than the checksum is tried.
  static func checked(_ input: Input) throws -> URL {
    var file = try Safetensors(bytes: input.bytes)
    file.metadata["oneshot.checksum"] = nil
    let url = input.file(named: "checked.safetensors")
    try file.write(to: url, checksum: true)
    return url
  }
}
