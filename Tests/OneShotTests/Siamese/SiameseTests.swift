import OneShot
import TestSupport
import Testing

@Suite struct SiameseTests {
  /// The blog's network with few channels, as `Tests/Fixtures/judges/siamese.py` builds it.
  private func narrow() throws -> Siamese<Sequential> {
    func convolution(_ filters: Int, _ kernel: Int) -> Conv2D {
      Conv2D(filters, kernel: kernel, activation: .relu, weightRegularizer: .l2(2e-4))
    }
    let leg = Sequential {
      convolution(4, 10)
      MaxPool2D()
      convolution(8, 7)
      MaxPool2D()
      convolution(8, 4)
      MaxPool2D()
      convolution(16, 4)
      Flatten()
      Dense(32, activation: .sigmoid, weightRegularizer: .l2(1e-3))
    }
    return try Siamese(leg, input: [105, 105, 1])
  }

  private func expectWeights(
    of siamese: Siamese<Sequential>, _ fixture: Fixture,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (path, parameter) in siamese.parameters {
      expectClose(
        parameter.value, fixture[path], "\(fixture.name) \(path)", sourceLocation: sourceLocation)
    }
  }

  /// The blog's loss, penalties and optimizer, three whole steps.
  @Test func trainsAsKerasDoes() throws {
    let pairs = Fixture("Siamese/pairs")
    let (left, right, target) = (pairs["left"], pairs["right"], pairs["target"])
    var (siamese, start) = (try narrow(), Fixture("Siamese/after-0"))
    siamese.forEachParameter { path, parameter in parameter.value = start[path] }
    var optimizer = SGD(learningRate: 0.009, momentum: 0.6, nesterov: true, decay: 3e-4)
    for step in 0...3 {
      let (loss, gradients) = gradient(of: &siamese) {
        binaryCrossEntropy($0(left, right), target)
      }
      if step != 2 {
        start = Fixture("Siamese/after-\(step)")
        expectWeights(of: siamese, start)
        let penalty = optimizer.regularizationPenalty(of: siamese)
        expectClose(penalty, start["penalty"].item, "penalty")
        expectClose(loss + penalty, start["loss"].item, "loss")
        expectClose(siamese(left, right), start["probability"], "probability")
      }
      if step == 0 {
        for (path, parameter) in siamese.parameters {
          // Ours joins the penalty in the optimizer, Keras's in the gradient.
          let slope = 2 * (parameter.regularizer?.l2 ?? 0) * parameter.value
          let found = try #require(gradients[path]) + slope
          expectClose(found, start["gradient.\(path)"], "gradient.\(path)")
        }
      }
      optimizer.update(&siamese, along: gradients)
    }
  }

  private func small(_ distance: Distance = .l1) throws -> Siamese<Sequential> {
    let leg = Sequential {
      Conv2D(3, kernel: 3, activation: .relu)
      Flatten()
      Dense(8, activation: .sigmoid)
    }
    return try Siamese(leg, input: [6, 5, 1], distance: distance, seed: 3)
  }

  private let images = samples([4, 6, 5, 1], [3, 6, 5, 1])

  @Test func theOrderOfTheTwoInputsDoesNotMatter() throws {
    let siamese = try small()
    let (a, b) = (images[0][0..<3], images[1])
    #expect(siamese(a, b) == siamese(b, a))
    #expect(siamese.score(a, b) == siamese.score(b, a).transposed())
  }

  static let distances: [Distance] = [
    .l1, .l2, .squaredL2, .weightedSquaredL2, .meanSquared, .cosine,
    Distance("product", features: { $0 }, scale: 1) { $0 * $1 },
  ]

  @Test(arguments: distances.indices)
  func allPairsAreThePairsOneByOne(_ index: Int) throws {
    let distance = Self.distances[index]
    let siamese = try small(distance)
    let (a, b) = (images[0], images[1])
    let all = siamese.score(a, b)
    #expect(all.shape == [4, 3])
    for row in 0..<4 {
      for column in 0..<3 {
        let one = siamese(a[row..<row + 1], b[column..<column + 1]).item
        expectClose(all[scalarAt: row, column], one, distance.name)
      }
    }
  }

  @Test(arguments: distances.indices)
  func trainsThroughEitherForm(_ index: Int) throws {
    var siamese = try small(Self.distances[index])
    let (a, b) = (images[0], images[1])
    let left = a.gathered(at: (0..<12).map { $0 / 3 })
    let right = b.gathered(at: (0..<12).map { $0 % 3 })
    let byPair = gradient(of: &siamese) { $0(left, right).square().sum() }
    let atOnce = gradient(of: &siamese) { $0.score(a, b).square().sum() }
    expectClose(atOnce.loss, byPair.loss)
    for path in byPair.gradients.paths {
      let (one, other) = (byPair.gradients[path], atOnce.gradients[path])
      expectClose(try #require(other), try #require(one), path)
    }
  }

  @Test func aTrainedLegKeepsItsWeightsInANewNetwork() throws {
    let trained = try small()
    let other = try Siamese(trained.leg, input: [6, 5, 1], distance: .l2, seed: 99)
    #expect(other.embed(images[0]) == trained.embed(images[0]))
  }

  @Test func logitsOfAlignedPairs() throws {
    for distance in Self.distances {
      let siamese = try small(distance)
      let (a, b) = (siamese.embed(images[0][0..<3]), siamese.embed(images[1]))
      let found = siamese.logits(a, b)
      #expect(found.shape == [3])
      expectClose(
        found.sigmoid(), siamese(images[0][0..<3], images[1]).reshaped(to: [3]), distance.name)
    }
  }

  @Test func namesTheLayerThatDoesNotFit() {
    func message(_ leg: Sequential, head: Dense = Dense(1)) -> String {
      do {
        _ = try Siamese(leg, input: [6, 6, 1], head: head)
        return "built"
      } catch {
        return error.description
      }
    }
    #expect(
      message(
        Sequential {
          Conv2D(4, kernel: 3); MaxPool2D(); Dense(8)
        })
        == "leg.2: Dense(8) expects a vector, got [2, 2, 4]: put Flatten() before it")
    #expect(
      message(Sequential { Conv2D(4, kernel: 3) })
        == "leg: expected a leg that gives a vector, got [4, 4, 4]: end it with Flatten()")
    #expect(
      message(Sequential { Flatten() }, head: Dense(2)) == "head: expected a head with one unit, "
        + "got 2")
  }

  @Test func theBlogsNetworkHas38951745Parameters() throws {
    let leg = Networks.koch(convolutionWeights: .zeros, denseWeights: .zeros)
    let summary = try Siamese(leg, input: [105, 105, 1]).summary()
    #expect(summary.parameterCount == 38_951_745)
    #expect(summary.description.contains("Total params: 38,951,745 (148.59 MB)"))
  }

  @Test func stopsAtImagesOfAnotherSize() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let siamese = try Siamese(Sequential { Flatten() }, input: [4, 4, 1])
      _ = siamese.embed(.zeros([2, 5, 4, 1]))
    }
    #expect(
      message(of: result).contains(
        "Siamese: made for inputs [4, 4, 1], got a batch of shape [2, 5, 4, 1]"))
  }
}
