import Autograd
import Basics
import Layers
import Optimizers
import Tensor
import TestSupport
import Testing

@testable import Training

@Suite struct OverlappedExchangeTests {
  /// The first of two processes, where the other one has nothing to add: it notes what it is told.
  private final class Recorder: OverlappingGroup {
    private let log = Lock<[String]>([])
    let (rank, count, overlaps) = (0, 2, true)

    /// What happened since the last look.
    func takeEvents() -> [String] {
      log.withLock { log in
        defer { log = [] }
        return log
      }
    }
    func note(_ event: String) { log.withLock { $0.append(event) } }

    func broadcast(_ bytes: [UInt8]) -> [UInt8] { bytes }
    func broadcast(_ tensors: inout [Tensor]) {}
    func mean(of sums: consuming [[Tensor]], over tree: ShardTree, shapes: [Shape]) -> [Tensor] {
      note("mean")
      return sums[0]
    }
    func beginMean(of sum: consuming [Tensor]?, over shards: Int, shapes: [Shape]) -> PendingMean {
      let tensors = sum!
      #expect(tensors.map(\.shape) == shapes)
      note("begin \(shapes.map { "\($0.count)" }.joined(separator: ","))")
      return PendingMean { tensors.map { (tensor: Tensor) -> Tensor in tensor / Float(shards) } }
    }
  }

  /// Weights of these sizes, each multiplied to what came before it.
  private struct Chain: Parameterized {
    var weights: [Parameter]

    init(_ sizes: [Int]) {
      weights = sizes.map { size in
        var random = SeededGenerator(seed: UInt64(size))
        return Parameter(.uniform([size], in: 1..<2, using: &random))
      }
    }

    mutating func visit(_ visitor: inout some ParameterVisitor) {
      for index in weights.indices { visitor.visit(&weights[index], named: "\(index)") }
    }

    func loss(_ shard: Int, leavingOut missing: Int? = nil, _ group: Recorder) -> Tensor {
      var x = Tensor(Float(shard + 1))
      for (index, weight) in weights.enumerated() where index != missing {
        x = Tensor.custom(from: (weight.value * x).mean(), named: "mark") {
          $0 * 1
        } pullback: {
          gradient, _, _ in
          group.note("back \(index)")
          return gradient
        }
      }
      return x
    }
  }

  // Two that are worth a message, and what is small.
  private let sizes = [3, 1_500_000, 4, 1_200_000, 5]

  /// Steps of one process of two, and what happened in each.
  private func run(
    shards: Int, steps: Int, missing: (_ number: Int) -> Int? = { _ in nil },
    freezing: (Int) -> Int? = { _ in nil }
  ) throws -> [[String]] {
    let group = Recorder()
    var step = ShardedStep(TrainingPlan(steps: steps, shards: shards, group: group))
    let numbers = step
    var model = Chain(sizes)
    return try (0..<steps).map { index in
      if let frozen = freezing(index) { model.weights[frozen].isFrozen = true }
      let mine = Array(stride(from: 0, to: shards, by: 2)).map { index * shards + $0 }
      let (loss, gradients) = try step(&model, index) { model, own, random, watch in
        let number = numbers.number(of: own)
        #expect(mine.contains(number))
        return gradient(of: &model, using: &random, watch: watch) {
          $0.loss(number, leavingOut: missing(number), group)
        }
      }
      let events = group.takeEvents()
      // The same without a watch, in the order of the tree.
      var (losses, values): (Float, [Tensor?]) = (0, sizes.map { _ in nil })
      let tree = ShardTree(shards: shards)
      let sums = tree.parts(of: 0, count: 2).map { part in
        tree.sum(part) { branch -> (Float, [Tensor?])? in
          guard tree.halves(of: branch) == nil else { return nil }
          let number = index * shards + branch.first
          let found = gradient(of: &model) {
            $0.loss(number, leavingOut: missing(number), Recorder())
          }
          return (found.loss, found.gradients.values)
        } add: { sum, other in
          sum.0 += other.0
          sum.1 = Self.added(sum.1, other.1)
        }
      }
      for sum in sums {
        losses += sum.0
        values = Self.added(values, sum.1)
      }
      #expect(loss == losses / Float(shards))
      for (found, sum) in zip(gradients.values, values) {
        #expect(found == sum.map { $0 / Float(shards) })
      }
      return events
    }
  }

  private static func added(_ a: [Tensor?], _ b: [Tensor?]) -> [Tensor?] {
    zip(a, b).map { a, b in a.map { a in b.map { a + $0 } ?? a } ?? b }
  }

  private let wayBack = ["back 4", "back 3", "back 2", "back 1", "back 0"]

  /// The first step learns the order; then each exchange begins when the last of its gradients is there.
  @Test func exchangesBeginDuringTheBackwardPass() throws {
    let events = try run(shards: 2, steps: 3)
    // The loss and ten flags: of five gradients and five statistics.
    #expect(events[0] == wayBack + ["begin 11", "begin 3,1500000,4,1200000,5"])
    let later = [
      "back 4", "begin 5", "back 3", "begin 1200000", "back 2", "back 1", "begin 4", "back 0",
      "begin 1500000", "begin 3", "begin 11",
    ]
    #expect(events[1].filter { $0.hasPrefix("back") } == wayBack)
    #expect(events[1].filter { $0.hasPrefix("begin") } == later.filter { $0.hasPrefix("begin") })
    // A large gradient is on its way before what comes before it goes backward.
    let place = { (event: String) in events[1].firstIndex(of: event)! }
    #expect(place("begin 5") < place("back 2") && place("begin 1200000") < place("back 2"))
    #expect(place("begin 1500000") > place("back 1") && place("begin 1500000") < place("begin 3"))
    #expect(events[2] == events[1])
  }

  /// Only the last of a process's shards is watched; what the others had is added first.
  @Test(arguments: [3, 4, 6, 7, 8, 10])
  func earlierShardsAreAdded(_ shards: Int) throws {
    let mine = (shards + 1) / 2
    for events in try run(shards: shards, steps: 2).dropFirst() {
      let back = events.indices.filter { events[$0].hasPrefix("back") }
      #expect(back.count == 5 * mine)
      let first = events.firstIndex { $0.hasPrefix("begin") }!
      #expect(first > back[5 * (mine - 1)], "none before the last shard")
      #expect(first < back.last!)
    }
  }

  /// What the last shard has no gradient of is exchanged after the pass, what no shard has not at all.
  @Test func gradientsMayBeMissing() throws {
    for missing in 0..<5 {
      // In the last shard, in the first one, in both, by turns.
      _ = try run(shards: 4, steps: 4, missing: { $0 % 4 == 2 ? missing : nil })
      _ = try run(shards: 4, steps: 4, missing: { $0 % 4 == 0 ? missing : nil })
      _ = try run(shards: 4, steps: 6, missing: { $0 / 4 % 2 == 1 ? missing : nil })
      _ = try run(shards: 4, steps: 4, missing: { $0 < 8 ? missing : nil })
    }
  }

  @Test func frozenParametersAreLeftOut() throws {
    let events = try run(shards: 2, steps: 4, freezing: { $0 == 1 ? 3 : nil })
    #expect(events[1].contains("begin 1200000"), "nobody knew")
    #expect(!events[2].contains("begin 1200000") && !events[3].contains("begin 1200000"))
  }

  private static func train(_ group: Team.Member, _ shards: Int) throws -> ParameterValues {
    let problem = Problem()
    var (model, optimizer) = (try problem.model(), SGD(learningRate: 0.05, momentum: 0.9))
    try fit(
      &model, with: &optimizer, on: problem.source,
      plan: TrainingPlan(steps: 8, seed: 2, shards: shards, group: group), loss: problem.loss)
    return model.values
  }

  /// Statistics and dropout too: to the bit where two numbers are added.
  @Test(arguments: [(2, 1), (2, 2), (2, 4), (2, 3), (3, 4), (4, 4), (5, 3)])
  func aTrainingIsWhatItIsWithoutOverlap(_ count: Int, _ shards: Int) throws {
    let apart = try Team(count).run { try Self.train($0, shards) }
    let found = try Team(count, overlaps: true).run { try Self.train($0, shards) }
    for values in found {
      #expect(values == found[0])
      if count == 2 { #expect(values == apart[0]) }
      for (tensor, expected) in zip(values.tensors, apart[0].tensors) {
        expectClose(tensor, expected, tolerance: 1e-5)
      }
    }
  }
}
