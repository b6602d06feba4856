import OneShot

/// A network of a few hundred weights, and generated characters of 12×12 pixels for it.
enum TinyNetwork {
  /// Four groups of seven classes by four hands.
  static let glyphs = Glyphs(alphabets: 4, characters: 7, drawers: 4, seed: 2).dataset(size: 12)

  /// Untrained: the nearer two embeddings, the higher their score.
  static func make(
    seed: UInt64 = 1, units: Int = 6, activation: Activation = .tanh,
    distance: Distance = .meanSquared, size: Int = 12
  ) throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(2, kernel: 3, activation: .relu)
      MaxPool2D()
      Flatten()
      Dense(units, activation: activation)
    }
    return try Siamese(leg, input: [size, size, 1], distance: distance, seed: seed)
  }

  /// Image `drawer` of the class at `index`: `[1, 12, 12, 1]`.
  static func image(_ index: Int, drawer: Int = 0) -> Tensor {
    glyphs.images(at: [glyphs.classes[index].images[drawer]])
  }

  /// The images of some drawers of the class at `index`.
  static func images(_ index: Int, drawers: Range<Int>) -> Tensor {
    glyphs.images(at: Array(glyphs.classes[index].images[drawers]))
  }

  /// A classifier that knows the first few classes by one example each.
  static func classifier(
    classes: Int = 3, shotRule: ShotRule = .meanScore, views: Int = 1,
    metadata: [String: String] = [:]
  ) throws -> OneShotClassifier<Sequential> {
    let classifier = OneShotClassifier(
      try make(), shotRule: shotRule, views: views, metadata: metadata)
    for index in 0..<classes { try classifier.enroll(name(index), image(index)) }
    return classifier
  }

  static func name(_ index: Int) -> String { "class \(index)" }
}
