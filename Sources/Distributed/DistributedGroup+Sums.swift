import Autograd
import Basics
import Tensor
import Training

extension DistributedGroup {
  /// The mean over all shards of a batch, on all processes, as a training needs it.
  ///
  /// - Parameters:
  ///   - sums: For each of the tree's parts that this process has, the sum of its shards; written over.
  ///   - tree: The order in which shards are added; of no effect if ``addition`` is fast.
  ///   - shapes: The shapes of the tensors, the same on all processes.
  /// - Throws: ``DistributedError`` if a message is lost.
  public func mean(
    of sums: consuming [[Tensor]], over tree: ShardTree, shapes: [Shape]
  ) throws -> [Tensor] {
    try exchanged(sums, tree, shapes, factor: 1 / Float(tree.shards))
  }

  /// Begins to make the mean over all shards of a batch, in the order of the library, as a training needs
  /// it that does not wait for it yet.
  ///
  /// - Parameters:
  ///   - sum: The sum of this process's shards, written over; nil if it has none.
  ///   - shards: The number of shards of all processes.
  ///   - shapes: The shapes of the tensors, the same on all processes.
  /// - Returns: What waits for the mean, and throws ``DistributedError`` if a message is lost.
  public func beginMean(
    of sum: consuming [Tensor]?, over shards: Int, shapes: [Shape]
  ) -> PendingMean {
    let mine = sum
    let tensors = mine ?? shapes.map { .full($0, -0.0) }
    require(
      tensors.map(\.shape) == shapes,
      "beginMean: expected tensors of shapes \(shapes), got \(tensors.map(\.shape))")
    let mean = BackgroundSum(tensors, factor: 1 / Float(shards))
    guard let connection else {
      mean.takeAlone()
      return PendingMean { mean.result }
    }
    connection.sums.begin(mean, through: connection)
    return PendingMean {
      try connection.sums.wait(for: mean)
      return mean.result
    }
  }

  /// The sum over all processes, on all of them: in one order if ``addition`` is ordered, so that a
  /// number of processes gives one result.
  ///
  /// - Parameter tensor: Of one shape on all processes.
  /// - Throws: ``DistributedError`` if a message is lost or the shapes differ.
  public func sum(_ tensor: Tensor) throws -> Tensor {
    if count == 1 { return tensor.detached }
    try agree(on: "shape", tensor.shape)
    return try exchanged(
      [[tensor.detached]], ShardTree(shards: count), [tensor.shape], factor: 1)[0]
  }

  /// The mean of the gradients of all processes, on all of them: what a loop of your own gives to the
  /// optimizer. A parameter that only some processes have a gradient of counts as zero on the others.
  ///
  /// ```swift
  /// let (loss, gradients) = gradient(of: &model) { … }
  /// optimizer.update(&model, along: try group.average(gradients))
  /// ```
  ///
  /// - Parameter gradients: Of the same parameters on all processes.
  /// - Throws: ``DistributedError`` if a message is lost or the parameters differ.
  public func average(_ gradients: Gradients) throws -> Gradients {
    if count == 1 { return gradients }
    let shapes = try gather(gradients.values.map { $0?.shape.dimensions })
    var all: [Shape?] = Array(repeating: nil, count: gradients.values.count)
    for (rank, theirs) in shapes.enumerated() {
      guard theirs.count == all.count else {
        throw DistributedError.disagreement(
          "number of gradients", found: shapes.map { "\($0.count)" })
      }
      for (index, shape) in theirs.enumerated() {
        guard let shape = shape.map({ Shape($0) }) else { continue }
        if let known = all[index], known != shape {
          throw DistributedError.disagreement(
            "shape of \(gradients.paths[index])", found: ["\(known)", "\(shape) on \(rank)"])
        }
        all[index] = shape
      }
    }
    let places = all.indices.filter { all[$0] != nil }
    let known = places.map { all[$0]! }
    // A number and −0 make that number, to the bit.
    let mine = zip(places, known).map { gradients.values[$0] ?? .full($1, -0.0) }
    let means = try mean(of: [mine], over: ShardTree(shards: count), shapes: known)
    var values = [Tensor?](repeating: nil, count: all.count)
    for (place, mean) in zip(places, means) { values[place] = mean }
    return Gradients(paths: gradients.paths, values: values)
  }

  private func exchanged(
    _ sums: consuming [[Tensor]], _ tree: ShardTree, _ shapes: [Shape], factor: Float
  ) throws -> [Tensor] {
    guard let connection, count > 1 else {
      var exchange = Exchange(sums, shapes, factor: factor)
      exchange.addParts(in: tree)
      return exchange.result
    }
    let plan = plans.withLock { plans in
      if let plan = plans[tree] { return plan }
      let plan = ExchangePlan(tree, count: count)
      plans[tree] = plan
      return plan
    }
    var exchange = Exchange(sums, shapes, factor: factor)
    switch addition {
    case .ordered: try exchange.addInOrder(tree, plan, through: connection)
    case .fast: try exchange.addFast(through: connection)
    }
    return exchange.result
  }
}
