import Distributed
import Foundation
import OneShot

/// Whether gradients that are sent during the backward pass become what they become when they are sent after
/// it, in the face of everything that a training may do meanwhile.
enum Overlap {
  static func check(_ group: DistributedGroup) throws {
    for shards in [1, 2, 3, 4, 7, 2 * group.count] {
      let apart = try DistributedGroup(addition: .fast, overlaps: false)
      let expected = try train(apart, shards)
      let found = try train(try DistributedGroup(addition: .fast), shards)
      var first = found
      try group.broadcast(&first)
      try expect(isSame(found, first), shards, "processes have other weights")
      // There is one way to add two numbers.
      if group.count < 3 || shards < 3 {
        try expect(isSame(found, expected), shards, "other bits than without overlap")
      }
      for (found, expected) in zip(found, expected) {
        // A bias before batch norm has a gradient that is nothing but rounding.
        let (error, size) = ((found - expected).square().sum().item, expected.square().sum().item)
        try expect(error <= 1e-12 + 1e-9 * size, shards, "other weights: \(error)")
      }
    }
  }

  private static func expect(_ condition: Bool, _ shards: Int, _ what: String) throws {
    if !condition { throw Messages.Mistake(description: "\(shards) shards: \(what)") }
  }

  /// To the bit.
  private static func isSame(_ a: [Tensor], _ b: [Tensor]) -> Bool {
    zip(a, b).allSatisfy { a, b in
      a.shape == b.shape
        && a.withUnsafeScalars { a in
          b.withUnsafeScalars { b in memcmp(a.baseAddress!, b.baseAddress!, 4 * a.count) == 0 }
        }
    }
  }

  /// The weights after six steps: of a network with tensors of every size, one layer that some shards
  /// leave out, one that only later steps use, one that is frozen, and statistics. The loss itself
  /// exchanges something forward and backward where each process has as many shards.
  private static func train(_ group: DistributedGroup, _ shards: Int) throws -> [Tensor] {
    var model = Sequential {
      Dense(1100, activation: .tanh)
      BatchNorm()
      // More scalars than are worth one message.
      Dense(1100, activation: .tanh)
      Dense(300, activation: .tanh)
      Dense(300, activation: .tanh)
      Dense(40, activation: .tanh)
      Dense(1)
    }
    try model.build(for: [3], seed: 5)
    model.forEachParameter { path, parameter in parameter.isFrozen = path == "5.weight" }
    var optimizer = SGD(learningRate: 0.01, momentum: 0.5)
    let talks = shards.isMultiple(of: group.count)
    let plan = TrainingPlan(steps: 6, seed: 2, shards: shards, group: group)
    try fit(&model, with: &optimizer, plan: plan, batch: { $0 }) { model, number in
      var random = SeededGenerator(seed: 1, "batch", number)
      let layers = model.layers
      var x = layers[1](layers[0](Tensor.normal([4, 3], using: &random)))
      if talks { x = Self.through(group, x) }
      if number % 3 != 1 { x = layers[2](x) }
      x = layers[3](x)
      if number >= 3 * shards { x = layers[4](x) }
      return layers[6](layers[5](x)).square().mean()
    }
    return model.values.tensors
  }

  /// The same tensor. All processes wait for each other on the way forward and on the way back, where
  /// gradients are under way.
  private static func through(_ group: DistributedGroup, _ x: Tensor) -> Tensor {
    Tensor.custom(from: x, named: "meeting") { x in
      meet(group)
      return x * 1
    } pullback: { gradient, _, _ in
      meet(group)
      return gradient
    }
  }

  private static func meet(_ group: DistributedGroup) {
    do {
      guard try group.sum(Tensor([1])).item == Float(group.count) else {
        fatalError("a sum in the midst of a step is wrong")
      }
    } catch {
      fatalError("\(error)")
    }
  }
}
