import Autograd
import Layers
import Tensor

extension Recipe {
  /// Networks that were trained apart as one: the legs of this recipe side by side, each with the weights of
  /// one of them.
  ///
  /// The distance of two images is then the mean of what the networks find, each by itself, and the head's
  /// weight and bias are the means of theirs. Networks that differ in their seed alone err in different
  /// places, so that together they err less (Lakshminarayanan, Pritzel and Blundell, "Simple and scalable
  /// predictive uncertainty estimation using deep ensembles", 2017). What comes of it is a network as any
  /// other, which takes as many times longer as it has legs.
  ///
  /// ```swift
  /// let networks = try [1, 2].map { seed in
  ///   var siamese = try recipe.network(seed: seed)
  ///   try recipe.train(
  ///     &siamese, on: training,
  ///     plan: recipe.plan(for: training, seed: seed))
  ///   return siamese
  /// }
  /// var pair = recipe
  /// pair.legs = 2
  /// let together = try pair.network(joining: networks)
  /// ```
  ///
  /// - Parameter networks: As many as ``legs``, each of this recipe with a single leg.
  /// - Throws: `ShapeError` if there are more or fewer, or one is not of this recipe.
  public func network(
    joining networks: [Siamese<Sequential>]
  ) throws(ShapeError) -> Siamese<Sequential> {
    guard networks.count == legs else {
      throw ShapeError("expected a network for each of \(legs) legs, got \(networks.count)")
    }
    var joined = try network()
    var single = self
    single.legs = 1
    let expected = try single.network()
    for (index, network) in networks.enumerated() where !network.isLike(expected) {
      throw ShapeError(
        "expected a network of this recipe with a single leg, for inputs \(expected.input) and with the "
          + "distance \(expected.distance.name), got one for \(network.input) with \(network.distance.name) "
          + "or other layers", at: ["networks[\(index)]"])
    }
    let heads = networks.map(\.head.values.tensors)
    let head = heads[0].indices.map { place in
      Tensor.stacked(heads.map { $0[place] }).mean(axes: [0])
    }
    joined.values = ParameterValues(
      paths: joined.values.paths,
      tensors: networks.flatMap(\.leg.values.tensors) + head)
    return joined
  }
}

extension Siamese where Leg == Sequential {
  /// Whether the other network has the same layers, as far as parameters tell, and the same distance.
  fileprivate func isLike(_ other: Self) -> Bool {
    let (mine, theirs) = (values, other.values)
    return input == other.input && distance.name == other.distance.name
      && mine.paths == theirs.paths && mine.tensors.map(\.shape) == theirs.tensors.map(\.shape)
  }
}
