import OneShot
import TestSupport
import Testing

/// Gives the leg the parameters of a fixture in their order, and compares its output and, where the
/// fixture has them, the gradients of a training step.
func expectJudged(_ leg: Sequential, by name: String) throws {
  let fixture = Fixture("Networks/\(name)")
  let input = fixture["input"]
  var leg = leg
  #expect(
    try leg.build(for: input.shape.droppingFirst) == fixture["output"].shape.droppingFirst)
  let paths = leg.parameters.map(\.path)
  func number(_ path: String) -> String {
    let digits = String(paths.firstIndex(of: path)!)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }
  leg.forEachParameter { path, parameter in
    let judged = fixture["parameter.\(number(path))"]
    #expect(judged.count == parameter.value.count, "\(path)")
    parameter.value = judged.reshaped(to: parameter.value.shape)
  }
  #expect(!fixture.contains("parameter.\(paths.count)"))
  expectClose(leg(input), fixture["output"], "output")
  guard fixture.contains("seed") else { return }
  let trainable = leg.parameters.filter { $0.parameter.role == .trainable }.map(\.path)
  let (_, gradients) = gradient(of: &leg) { ($0(input) * fixture["seed"]).sum() }
  for path in trainable {
    let found = gradients[path] ?? .zeros([])
    let judged = fixture["gradient.\(number(path))"].reshaped(to: found.shape)
    // The shift of a batch norm that only another one follows has none, but for rounding.
    let isNone = judged.scalars.allSatisfy { abs($0) < 1e-12 }
    if isNone {
      #expect(found.scalars.allSatisfy { abs($0) < 1e-5 }, "gradient of \(path): \(found)")
    } else {
      expectClose(found, judged, "gradient of \(path)", tolerance: 1e-4)
    }
  }
}

/// Builds the leg, counts its weights and takes a step, after which every parameter and every statistic
/// must be another.
func expectTrainable(
  _ leg: Sequential, weights: Int, embedding: Int, input: Shape = [32, 32, 3]
) throws {
  var leg = leg
  #expect(try leg.build(for: input, seed: 1) == [embedding])
  let trainable = leg.parameters.filter { $0.parameter.role == .trainable }
  #expect(trainable.reduce(0) { $0 + $1.parameter.value.count } == weights)
  var random = SeededGenerator(seed: 2)
  let images = Tensor.normal(input.prepending(4), using: &random)
  let target = Tensor.normal([4, embedding], using: &random)
  let before = leg.values
  var optimizer = Adam(learningRate: 0.01)
  let (loss, gradients) = gradient(of: &leg, using: &random) { ($0(images) * target).sum() }
  #expect(loss.isFinite)
  optimizer.update(&leg, along: gradients)
  let after = leg.values
  for path in before.paths { #expect(before[path] != after[path], "\(path) has not changed") }
}
