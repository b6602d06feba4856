import Layers

/// Legs that are known to work: Koch's, small ones to begin with, and the backbones of the field.
///
/// Each ends in a vector, the embedding, and has no classifier. <doc:Backbones> lists them with their sizes
/// and says how each was compared with PyTorch.
///
/// ```swift
/// var siamese = try Siamese(
///   Networks.small(), input: [28, 28, 1], distance: .meanSquared)
/// var koch = try Siamese(Networks.koch(), input: [105, 105, 1])
/// ```
public enum Networks {
  /// The leg of Koch, Zemel and Salakhutdinov, "Siamese neural networks for one-shot image recognition",
  /// 2015, for images of 105×105: four convolutions and a vector of 4096, 39 million weights.
  ///
  /// - Parameters:
  ///   - convolutionWeights: Default Glorot uniform; in the paper N(0, 0.01).
  ///   - denseWeights: Default Glorot uniform; in the paper N(0, 0.2).
  ///   - biases: Default zeros; in the paper N(0.5, 0.01).
  public static func koch(
    convolutionWeights: Initializer = .glorotUniform, denseWeights: Initializer = .glorotUniform,
    biases: Initializer = .zeros
  ) -> Sequential {
    func convolution(_ filters: Int, _ kernel: Int) -> Conv2D {
      Conv2D(
        filters, kernel: kernel, activation: .relu, weightInitializer: convolutionWeights,
        biasInitializer: biases)
    }
    return Sequential {
      convolution(64, 10)
      MaxPool2D()
      convolution(128, 7)
      MaxPool2D()
      convolution(128, 4)
      MaxPool2D()
      convolution(256, 4)
      Flatten()
      Dense(
        4096, activation: .sigmoid, weightInitializer: denseWeights, biasInitializer: biases)
    }
  }

  /// Koch's leg with the initialization of the paper, section 3.2: convolutions N(0, 0.01), the dense
  /// layer N(0, 0.2), biases N(0.5, 0.01). Its network begins on a plateau, see <doc:Results>.
  public static func kochAsInPaper() -> Sequential {
    koch(
      convolutionWeights: .normal(standardDeviation: 0.01), denseWeights: paperDense,
      biases: paperBias)
  }

  /// The paper's head: N(0, 0.2) and a bias N(0.5, 0.01).
  static var kochHead: Dense {
    Dense(1, activation: .sigmoid, weightInitializer: paperDense, biasInitializer: paperBias)
  }

  private static var paperDense: Initializer { .normal(standardDeviation: 0.2) }
  private static var paperBias: Initializer { .normal(mean: 0.5, standardDeviation: 0.01) }

  /// A small leg for images of about 28×28: 120 thousand weights, and vectors of 1152 at that size.
  public static func small() -> Sequential {
    convolutional([(16, true), (64, true), (64, false), (128, true)])
  }

  /// The leg with which methods of few-shot learning were first compared: four 3×3 convolutions, each with
  /// batch norm, ReLU and 2×2 max pooling. It has 112,832 weights for colored images; its vectors have
  /// 1600 scalars for images of 84×84, and 64 for 28×28.
  ///
  /// Use it as the first leg for small pictures, or to compare with published figures. Vinyals et al.,
  /// "Matching networks for one shot learning", 2016, section 4.1; Snell, Swersky and Zemel,
  /// "Prototypical networks for few-shot learning", 2017, section 3.1. A wider one is
  /// `conv4(filters: [64, 96, 128, 256])`.
  ///
  /// - Parameter filters: Of each convolution; default 64 in all four.
  public static func conv4(filters: [Int] = [64, 64, 64, 64]) -> Sequential {
    convolutional(filters.map { ($0, true) })
  }

  /// A leg of 3×3 convolutions with batch norm and ReLU, whose embedding is the last one's output as a
  /// vector.
  ///
  /// - Parameter blocks: The filters of each convolution, and whether a pooling to half the size follows.
  public static func convolutional(_ blocks: [(filters: Int, pools: Bool)]) -> Sequential {
    Sequential {
      for block in blocks { ConvBlock(block.filters, pools: block.pools) }
      Flatten()
    }
  }

  /// A module for ``RelationNetwork`` on maps of any size: a 3×3 convolution of both embeddings, then the
  /// two dense layers of Sung et al., 2018, figure 6; it ends with the logit.
  public static func relation() -> Sequential {
    Sequential {
      ConvBlock(64, pools: false)
      Flatten()
      Dense(8, activation: .relu)
      Dense(1)
    }
  }
}
