import Files

/// A metric as a file holds it.
package struct MetricRecord: Codable {
  let form: String
  let name: String
  let weights: [Float]?
  let scale: Float
  let bias: Float

  package init(_ metric: EmbeddingMetric) {
    switch metric.form {
    case .product: form = "product"
    case .cosine: form = "cosine"
    case .absolute: form = "absolute"
    case .squared: form = "squared"
    case .euclidean: form = "euclidean"
    case .custom: form = "custom"
    }
    name = metric.name
    weights = metric.weights
    scale = metric.scale
    bias = metric.bias
  }

  /// The metric of an index of so many dimensions; `custom` stands in for one that no file can hold.
  ///
  /// - Throws: `FileProblem` for one that is unknown, does not fit, or needs another `custom` one.
  package func metric(
    dimensions: Int, custom: EmbeddingMetric?, place: String
  ) throws(FileProblem) -> EmbeddingMetric {
    func problem(_ found: String, _ expected: String) -> FileProblem {
      FileProblem(path: place, found: found, expected: expected)
    }
    guard weights.map({ $0.count == dimensions }) ?? true else {
      throw problem("\(weights?.count ?? 0) weights", "\(dimensions) weights")
    }
    guard scale.isFinite, bias.isFinite else {
      throw problem("\(scale), \(bias)", "finite numbers")
    }
    let known: EmbeddingMetric.Form
    switch form {
    case "product": known = .product
    case "cosine": known = .cosine
    case "absolute": known = .absolute(weights: weights)
    case "squared": known = .squared(weights: weights)
    case "euclidean": known = .euclidean
    case "custom":
      guard let custom, custom.name == name else {
        throw problem(
          custom.map { "the metric \($0.name)" } ?? "no metric",
          "the caller's metric \(name), which a file cannot hold")
      }
      known = custom.form
    default: throw problem("a metric of form \(form)", "a known one")
    }
    return EmbeddingMetric(name, known, scale: scale, bias: bias)
  }
}
