import Basics
import Datasets
import Layers

/// Pairs of images with what is true of each and how likely a network thinks that they are of one class.
///
/// ```swift
/// let pairs = try PairSampler(unseen).pairs(8, seed: 1)
/// let svg = PairSheet(siamese, on: pairs).svg
/// ```
public struct PairSheet: VectorPicture {
  /// The pairs and their images.
  public let pairs: PairSet
  /// How likely each pair is of one class, 0 … 1.
  public let probabilities: [Float]
  /// How likely pairs must be for the network to be taken to say that they are of one class, 0 … 1.
  public let threshold: Float
  /// How many pairs are beside one another.
  public let columns: Int

  /// Pairs with given probabilities, one for each.
  ///
  /// - Parameters:
  ///   - pairs: The pairs and their images.
  ///   - probabilities: How likely each is of one class, 0 … 1.
  ///   - threshold: Pairs that are likelier are taken to be called the same; default one half.
  ///   - columns: How many pairs are beside one another; default 4.
  public init(
    _ pairs: PairSet, probabilities: [Float], threshold: Float = 0.5, columns: Int = 4
  ) {
    require(
      pairs.count == probabilities.count && columns > 0,
      "PairSheet: \(pairs.count) pairs, \(probabilities.count) probabilities, \(columns) columns")
    self.pairs = pairs
    self.probabilities = probabilities
    self.threshold = threshold
    self.columns = columns
  }

  /// Pairs with what a network says of them, on images that it sees as they are.
  ///
  /// - Parameters:
  ///   - siamese: The network.
  ///   - pairs: The pairs and their images.
  ///   - threshold: Pairs that are likelier are taken to be called the same; default one half.
  ///   - columns: How many pairs are beside one another; default 4.
  public init<Leg: Layer>(
    _ siamese: Siamese<Leg>, on pairs: PairSet, threshold: Float = 0.5, columns: Int = 4
  ) {
    let (dataset, batch) = (pairs.dataset, pairs.pairs)
    let found = siamese(dataset.images(at: batch.left), dataset.images(at: batch.right))
    self.init(pairs, probabilities: found.scalars, threshold: threshold, columns: columns)
  }

  /// The pairs as an SVG document: below each the truth, the probability as a number and as a bar, and
  /// whether the threshold tells the truth.
  public var svg: String {
    let dataset = pairs.dataset.reduced(toSide: 96)
    let side = 72.0
    let (wide, tall) = (2 * side + 34, side + 62)
    let columns = min(columns, max(1, pairs.count))
    let rows = (pairs.count + columns - 1) / columns
    var svg = SVG(width: Double(columns) * wide + 10, height: Double(rows) * tall + 12)
    let targets = pairs.pairs.targets.scalars
    for pair in 0..<pairs.count {
      let (x, y) = (Double(pair % columns) * wide + 22, Double(pair / columns) * tall + 14)
      for (image, left) in [(pairs.pairs.left[pair], x), (pairs.pairs.right[pair], x + side + 2)] {
        svg.image(dataset.pictureAddress(ofImage: image), left, y, width: side, height: side)
        svg.rectangle(left, y, width: side, height: side, fill: "none", stroke: "#999999")
      }
      let (probability, isSame) = (Double(probabilities[pair]), targets[pair] > 0.5)
      let isRight = (probabilities[pair] > threshold) == isSame
      svg.text(isSame ? "same" : "different", x, y + side + 17, fill: "#222")
      svg.text(
        "p = \(decimal(probability, places: 2)) \(isRight ? "✓" : "✗")", x + 2 * side + 2,
        y + side + 17, anchor: .end, fill: isRight ? "#444" : "#B03A00", bold: !isRight)
      svg.rectangle(x, y + side + 25, width: 2 * side + 2, height: 6, fill: "#e2e2e2")
      svg.rectangle(
        x, y + side + 25, width: max(0, min(1, probability)) * (2 * side + 2), height: 6,
        fill: "#0072B2")
    }
    return svg.document
  }
}
