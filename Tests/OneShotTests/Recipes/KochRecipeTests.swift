import OneShot
import TestSupport
import Testing

@Suite struct KochRecipeTests {
  @Test func theNetworkIsKochs() throws {
    let blog = try KochRecipe.blog.network(seed: 1)
    #expect(blog.parameterCount == 38_951_745)
    #expect(
      blog.parameters.filter { $0.path.hasSuffix("bias") }
        .allSatisfy { $0.parameter.value.abs().max().item == 0 })
  }

  /// N(0, 0.01) and N(0, 0.2) for weights, N(0.5, 0.01) for biases.
  @Test func thePapersWeightsAreDrawnAsThere() throws {
    let values = try KochRecipe.paper.network(seed: 1).values
    func moments(_ path: String) throws -> (mean: Float, deviation: Float) {
      let value = try #require(values[path])
      let mean = value.mean().item
      return (mean, (value - mean).square().mean().sqrt().item)
    }
    for (path, mean, deviation) in [
      ("leg.2.weight", 0, 0.01), ("leg.8.weight", 0, 0.2), ("leg.8.bias", 0.5, 0.01),
      ("head.weight", 0, 0.2),
    ] as [(String, Float, Float)] {
      let found = try moments(path)
      #expect(abs(found.mean - mean) < 0.1 * deviation, "\(path) \(found)")
      #expect(abs(found.deviation / deviation - 1) < 0.05, "\(path) \(found)")
    }
  }

  @Test func thePapersRatesFallAndItsMomentaRiseFromEpochToEpoch() throws {
    let options = KochRecipe.paper.optimizer(stepsPerEpoch: 50).options
    let dense = try #require(options.layers["leg.8"])
    let rate = try #require(dense.learningRate), momentum = try #require(dense.momentum)
    #expect(rate(at: 49) == rate(at: 0) && rate(at: 0) == 0.1)
    expectClose(rate(at: 100), 0.1 * 0.99 * 0.99)
    #expect(momentum(at: 49) == 0.5)
    expectClose(momentum(at: 500), 0.7)
    expectClose(momentum(at: 5000), 0.9)
    let network = try KochRecipe.paper.network()
    #expect(KochRecipe.paper.optimizer(stepsPerEpoch: 50).unknownLayers(in: network).isEmpty)
  }

  @Test func adamIsTheBlogs() throws {
    var recipe = KochRecipe.blog
    recipe.rule = .adam
    let adam = try #require(recipe.optimizer(stepsPerEpoch: 50) as? Adam)
    #expect(adam.options.learningRate(at: 0) == 6e-5)
    let sgd = try #require(KochRecipe.blog.optimizer(stepsPerEpoch: 50) as? SGD)
    #expect(sgd.nesterov && sgd.decay == 0.0003 && sgd.options.learningRate(at: 9) == 0.009)
  }
}
