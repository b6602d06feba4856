import OneShot
import TestSupport
import Testing

@Suite struct RelationNetworkTests {
  @Test(arguments: Fixture.cases(of: "Methods", startingWith: "relation"))
  func agreesWithTheFormula(_ fixture: Fixture) throws {
    let relation = Sequential {
      Dense(5, activation: .tanh, usesBias: false)
      Dense(1, usesBias: false)
    }
    let method = try RelationNetwork(unchanged, relation: relation, input: [6])
    expectJudged(method, by: fixture) { $0 == "relation.0.weight" ? "first" : "second" }
  }

  @Test func mapsAreJoinedInTheirChannels() throws {
    // A module that subtracts the class's channel from the query's, and sums.
    let relation = Sequential {
      Lambda("difference") {
        ($0.slice(1..<2, axis: -1) - $0.slice(0..<1, axis: -1)).sum(axes: [3])
      }
      Lambda("sum") {
        $0.sum(axes: [1, 2]).expandingDimension(at: 1)
      }
    }
    let method = try RelationNetwork(unchanged, relation: relation, input: [2, 3, 1])
    let images = samples([4, 2, 3, 1], [3, 2, 2, 3, 1])
    let queries = images[0].flattened().sum(axes: [1]).expandingDimension(at: 1)
    let classes = images[1].reshaped(to: [3, 12]).sum(axes: [1])
    expectClose(method.logits(of: images[0], support: images[1]), queries - classes)
  }

  private func small() throws -> RelationNetwork<Sequential, Sequential> {
    let relation = Sequential {
      Conv2D(12, kernel: 3, padding: .same, weightInitializer: .heNormal)
      BatchNorm(momentum: 0.8)
      Activation.relu
      MaxPool2D()
      Flatten()
      Dense(8, activation: .relu)
      Dense(1)
    }
    return try RelationNetwork(
      Sequential(SmallGlyphs.maps), relation: relation, input: [16, 16, 1])
  }

  @Test func learnsByEitherLoss() throws {
    try expectLearning(try small(), steps: 150)
    try expectLearning(try small(), steps: 150) { relationLoss($0, $1) }
  }

  @Test func theLossIsTheMeanSquaredError() throws {
    let relation = Lambda("first") { $0.slice(0..<1, axis: 1) }
    let method = try RelationNetwork(unchanged, relation: relation, input: [1])
    let episode = Episode(Tensor([[0], [2], [9]]), ways: 2, shots: 1, answers: [1])
    // Scores σ(0) and σ(2) for 0 and 1.
    expectClose(relationLoss(method, episode).item, (0.25 + 0.014209) / 2, tolerance: 1e-4)
  }

  @Test func namesThePartThatDoesNotFit() {
    func message(_ relation: Sequential) -> String {
      do {
        _ = try RelationNetwork(
          Sequential { Conv2D(4, kernel: 3) }, relation: relation, input: [6, 6, 1])
        return "built"
      } catch {
        return error.description
      }
    }
    #expect(
      message(Sequential { Dense(1) })
        == "relation.0: Dense(1) expects a vector, got [4, 4, 8]: put Flatten() before it")
    #expect(
      message(
        Sequential {
          Flatten(); Dense(2)
        }) == "relation: expected a module that gives one scalar, got [2]")
  }
}
