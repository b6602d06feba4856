import OneShot
import TestSupport
import Testing

@Suite struct RecipeJoiningTests {
  private let glyphs = Glyphs(alphabets: 2, characters: 4, drawers: 3, seed: 2).dataset(size: 16)

  private func recipe(legs: Int = 1) -> Recipe {
    var recipe = Recipe.quick
    (recipe.imageSize, recipe.legs) = (16, legs)
    recipe.blocks = [.init(4), .init(6, pools: false)]
    return recipe
  }

  /// Networks whose heads differ as well, and whose batch norm has seen something.
  private func networks(_ count: Int) throws -> [Siamese<Sequential>] {
    try (0..<count).map { index in
      var siamese = try recipe().network(seed: UInt64(index))
      try recipe().train(
        &siamese, on: glyphs,
        plan: TrainingPlan(steps: 3, stepsPerEpoch: 3, seed: UInt64(index)))
      return siamese
    }
  }

  /// Its distance is the mean of theirs, and its head the mean of their heads.
  @Test(arguments: [1, 2, 3])
  func saysWhatTheySayTogether(_ count: Int) throws {
    let networks = try networks(count)
    let joined = try recipe(legs: count).network(joining: networks)
    #expect(joined.embeddingSize == count * networks[0].embeddingSize)
    let (a, b) = (glyphs.images(at: [0, 5, 9]), glyphs.images(at: [1, 3]))
    var distances = Tensor.zeros([3, 2])
    for network in networks {
      distances += network.distance.likeness(network.embed(a), network.embed(b), scale: 1)
    }
    func mean(_ part: (Siamese<Sequential>) -> Tensor) -> Tensor {
      Tensor.stacked(networks.map { part($0).reshaped(to: []) }).mean()
    }
    let expected =
      mean { $0.head.weight.value } * distances / Float(count) + mean { $0.head.bias!.value }
    #expect(Set(networks.map { $0.head.weight.value.item }).count == count)
    expectClose(joined.logits(embeddings: joined.embed(a), with: joined.embed(b)), expected)
  }

  /// So it can be kept by a classifier, which makes its network anew by the recipe.
  @Test func isANetworkOfTheRecipe() throws {
    let recipe = recipe(legs: 2)
    let joined = try recipe.network(joining: networks(2))
    let folder = try TemporaryFolder()
    let classifier = OneShotClassifier(joined, recipe: recipe)
    try classifier.enroll("first", glyphs.images(at: [0]))
    try classifier.save(to: folder["classifier.safetensors"])
    let read = try OneShotClassifier<Sequential>(contentsOf: folder["classifier.safetensors"])
    try classifier.enroll("second", glyphs.images(at: [3]))
    try read.enroll("second", glyphs.images(at: [3]))
    let images = glyphs.images(at: [1, 4, 7])
    #expect(try read.predictions(of: images) == classifier.predictions(of: images))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let networks = try networks(2)
    let tooFew = ShapeError("expected a network for each of 2 legs, got 1")
    #expect(throws: tooFew) { try recipe(legs: 2).network(joining: [networks[0]]) }
    var larger = recipe()
    larger.imageSize = 18
    let other = try Siamese(networks[0].leg, input: [16, 16, 1], distance: .l2)
    for wrong in [try larger.network(), try recipe(legs: 2).network(), other] {
      let error = #expect(throws: ShapeError.self) {
        try recipe(legs: 2).network(joining: [networks[0], wrong])
      }
      #expect(error?.path == ["networks[1]"])
    }
  }
}
