import OneShot
import Pretrained

@testable import OneShotService

/// Networks to serve.
enum ServedNetworks {
  static func handwriting() throws -> ServedNetwork {
    try ServedNetwork(.handwriting(), name: "handwriting", metrics: PrometheusMetrics())
  }

  /// A small untrained network for gray ink, another one for each seed.
  static func tiny(seed: UInt64 = 1) throws -> OneShotClassifier<Sequential> {
    let leg = Sequential {
      Conv2D(2, kernel: 3, activation: .relu)
      MaxPool2D()
      Flatten()
      Dense(6, activation: .tanh)
    }
    let siamese = try Siamese(leg, input: [12, 12, 1], distance: .meanSquared, seed: seed)
    return OneShotClassifier(siamese, preprocessing: ImagePreprocessing(height: 12, width: 12))
  }
}
