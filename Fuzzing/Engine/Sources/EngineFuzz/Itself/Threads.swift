import OneShot

extension SelfKind {
  /// A network on some threads and on one, to the bit: output, gradients and statistics.
  static let threads = SelfKind("threads of a network") { draw, trial in
    let largest = draw.one(in: 4) ? 12_000 : 3_000
    let drawn = try NetworkCase(&draw, &trial, length: 4, largest: largest)
    expectSame(&draw, &trial) {
      [("the output", drawn.network.layers(drawn.inputs))] + drawn.results()
    }
  }

  /// The same of a single operation on many scalars.
  static let threadsOfOperations = SelfKind("threads of an operation") { draw, trial in
    let x = draw.normal([draw.int(1...150), draw.int(1...60), draw.int(1...20)])
    let function = draw.one(of: TensorFunction.all)
    trial.description = "\(function.name) of \(x.shape)"
    let seed = draw.normal(function.of(x).shape)
    expectSame(&draw, &trial) {
      [
        ("the value", function.of(x)),
        ("the gradient", gradient(at: [x]) { (function.of($0[0]) * seed).sum() }[0]),
      ]
    }
  }

  private static func expectSame(
    _ draw: inout Draw, _ trial: inout Trial, _ results: () -> [(name: String, tensor: Tensor)]
  ) {
    defer { ThreadPool.threadCount = 1 }
    let expected = results()
    for threads in [2, draw.one(of: [3, 5, 8])] {
      ThreadPool.threadCount = threads
      for (found, expected) in zip(results(), expected) {
        trial.expectSame(found.tensor, expected.tensor, "\(found.name) with \(threads) threads")
      }
    }
  }
}
