import Autograd
import Basics
import Datasets
import Tensor

/// A method that looks at each image several times: as it is, and distorted for each further view. The
/// embedding is the mean over the views, which is steadier than one, and takes as many times longer.
///
/// ```swift
/// let steady = Views(siamese, 4)
/// print(Evaluation(of: steady, on: tasks))
/// ```
///
/// The distortion of a view is the same for every image, so that an embedding depends on its image alone:
/// not on those beside it, nor on how many are embedded at a time.
public struct Views<Scorer: TaskScorer>: TaskScorer {
  /// The method.
  public let scorer: Scorer
  /// How often each image is embedded.
  public let count: Int
  /// How further views are distorted.
  public let augmentation: AffineAugmentation
  /// That of the method.
  public var name: String { scorer.name }
  /// That of the method.
  public var isTransductive: Bool { scorer.isTransductive }

  /// Looks with the given method.
  ///
  /// - Parameters:
  ///   - scorer: The method.
  ///   - count: How often each image is embedded, at least once.
  ///   - augmentation: How further views are distorted; default a little less than in training.
  public init(_ scorer: Scorer, _ count: Int, augmentation: AffineAugmentation = .gentle) {
    require(count > 0, "Views of \(scorer.name): expected at least one view, got \(count)")
    self.scorer = scorer
    self.count = count
    self.augmentation = augmentation
  }

  /// The mean of the embeddings of each image's views: `[n] + embedding`.
  ///
  /// All views of a few images are embedded as one batch, which takes less time than a batch for each.
  public func embed(_ images: Tensor) -> Tensor {
    let size = images.shape[0]
    // So many images at a time bound the memory that it takes.
    guard count > 1, size > 0, count * size <= 64 else {
      var sum = scorer.embed(images)
      if count == 1 { return sum }
      for view in 1..<count { sum += scorer.embed(self.view(view, of: images)) }
      return sum / Float(count)
    }
    let embeddings = scorer.embed(.concatenated((0..<count).map { view($0, of: images) }))
    var sum = embeddings[0..<size]
    for view in 1..<count { sum += embeddings[view * size..<(view + 1) * size] }
    return sum / Float(count)
  }

  /// The images as they are, or distorted in the same way at each call.
  private func view(_ number: Int, of images: Tensor) -> Tensor {
    if number == 0 { return images }
    // Beside ink is paper, beside a colored picture most likely more of it.
    let fill = images.shape.dimensions.last == 3 ? ImageFill.edge : .zero
    var random = SeededGenerator(seed: 0, "views", number)
    return augmentation.distortedAlike(images, fill: fill, using: &random)
  }

  /// The method's scores.
  public func scores(of queries: Tensor, support: Tensor) -> Tensor {
    scorer.scores(of: queries, support: support)
  }
}

extension Views: PairScorer where Scorer: PairScorer {
  /// The method's scores.
  public func scores(of a: Tensor, with b: Tensor) -> Tensor { scorer.scores(of: a, with: b) }

  /// The method's scores.
  public func pairScores(of a: Tensor, _ b: Tensor) -> Tensor { scorer.pairScores(of: a, b) }
}
