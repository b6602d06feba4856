import Foundation
import OneShot

/// A network with inputs, and the gradient of its outputs' sum weighted by a seed.
struct NetworkCase {
  var network: RandomNetwork
  let inputs: Tensor
  private let seed: Tensor
  private let random: SeededGenerator

  init(_ draw: inout Draw, _ trial: inout Trial, length: Int = 6, largest: Int = 4_000) throws {
    network = RandomNetwork(&draw, length: length, largest: largest)
    // Of two or three a batch norm's gradient is all cancellation.
    let count = draw.int(4...7)
    inputs = draw.tensor(network.input.prepending(count))
    seed = draw.normal(network.output.prepending(count))
    random = draw.random.split()
    trial.description = "\(count) inputs, \(network.description)"
    trial.ways = try network.ways(for: count)
  }

  /// How many units of `bounds` are allowed: some roundings within each layer, and layers after it.
  static let limit: Float = 256

  /// How often results are nudged: once might happen to change nothing.
  private static let nudges = 3

  /// What a unit of error is of results of which `PlainCall` makes others by nudges: what they are made
  /// of may be as many times as large as they are as the nudges are enlarged.
  static func bounds(
    _ expected: [Tensor], _ draw: inout Draw, _ results: (PlainCall) -> [Tensor]
  ) -> [Bound] {
    var steps = expected.map { _ in Float(0) }
    for _ in 0..<nudges {
      let moved = results(PlainCall(nudging: draw.random.split()))
      steps = zip(steps, zip(moved, expected)).map { max($0, ($1.0 - $1.1).largest) }
    }
    return zip(expected, steps).map { Bound(Tensor($0.largest + $1 / PlainCall.step)) }
  }

  typealias Call = (Sequential, Tensor) -> Tensor

  /// Output, the gradients of the inputs and of each parameter, and statistics, all with names.
  func results(_ call: Call = { $0($1) }) -> [(name: String, tensor: Tensor)] {
    var (model, random) = (network.layers, random)
    var output: Tensor?
    let ofParameters = gradient(of: &model, using: &random) { model in
      let result = call(model, inputs)
      output = result.detached
      return (result * seed).sum()
    }.gradients
    random = self.random
    let layers = network.layers
    let ofInputs = gradient(at: [inputs], using: &random) { (call(layers, $0[0]) * seed).sum() }[0]
    let statistics = model.parameters.filter { $0.parameter.role == .statistic }
    return [("the output while training", output!), ("the gradient of the input", ofInputs)]
      + zip(ofParameters.paths, ofParameters.values).compactMap { path, value in
        value.map { ("the gradient of \(path)", $0) }
      } + statistics.map { ("the statistic \($0.path)", $0.parameter.value) }
  }

  /// As `results`, with a gradient that keeps what a second one needs; the inputs' alone.
  func recordedGradient() -> Tensor {
    let layers = network.layers
    var (outer, found) = (random, Tensor(0))
    _ = gradient(at: [inputs], using: &outer) { inputs in
      var inner = random
      let gradients = differentiableGradient(at: inputs, using: &inner) {
        (layers($0[0]) * seed).sum()
      }
      found = gradients[0].detached
      return gradients[0].sum()
    }
    return found
  }
}

extension SelfKind {
  /// What is computed as one, against every layer by itself; at inference and while training.
  static let plans = SelfKind("a plan and its layers") { draw, trial in
    let drawn = try NetworkCase(&draw, &trial)
    let (layers, inputs) = (drawn.network.layers, drawn.inputs)
    let plainly = PlainCall()
    let found = [("the output", layers(inputs))] + drawn.results()
    let expected = [plainly(layers, inputs)] + drawn.results { plainly($0, $1) }.map(\.tensor)
    let bounds = NetworkCase.bounds(expected, &draw) { nudged in
      let output = nudged(layers, nudged.nudged(inputs))
      return [output] + drawn.results { nudged($0, nudged.nudged($1)) }.map(\.tensor)
    }
    for ((name, found), (expected, bound)) in zip(found, zip(expected, bounds)) {
      trial.expectClose(found, expected, within: bound, limit: NetworkCase.limit, name)
    }
  }

  /// A network that was saved and read, to the bit.
  static let saved = SelfKind("a saved network") { draw, trial in
    let drawn = try NetworkCase(&draw, &trial)
    let url = FileManager.default.temporaryDirectory
      .appending(path: "engine-fuzz-\(getpid()).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try drawn.network.layers.save(to: url, input: drawn.network.input)
    let read = try Sequential(contentsOf: url)
    trial.expectSame(read(drawn.inputs), drawn.network.layers(drawn.inputs), "the output")
  }

  /// A gradient that a second one can be taken of, against one that none can be.
  static let recorded = SelfKind("a differentiable gradient") { draw, trial in
    var drawn = try NetworkCase(&draw, &trial, length: 4)
    // What is recomputed has no second derivative.
    while trial.description.contains("Recomputed") {
      drawn = try NetworkCase(&draw, &trial, length: 4)
    }
    let expected = drawn.results()[1].tensor
    let bounds = NetworkCase.bounds([expected], &draw) { nudged in
      [drawn.results { nudged($0, nudged.nudged($1)) }[1].tensor]
    }
    trial.expectClose(
      drawn.recordedGradient(), expected, within: bounds[0], limit: NetworkCase.limit,
      "the gradient of the input")
  }

  /// Each input of a batch by itself, for which other ways may be cheapest.
  static let alone = SelfKind("a batch and its inputs") { draw, trial in
    let drawn = try NetworkCase(&draw, &trial)
    let (layers, inputs) = (drawn.network.layers, drawn.inputs)
    let expected = layers(inputs)
    let bounds = NetworkCase.bounds([expected], &draw) { [$0(layers, $0.nudged(inputs))] }
    let apart = (0..<inputs.shape[0]).map { layers(inputs[$0..<$0 + 1]) }
    trial.expectClose(
      .concatenated(apart), expected, within: bounds[0], limit: NetworkCase.limit,
      "the output of one at a time")
  }
}
