import OneShot
import TestSupport
import Testing

@Suite struct RecipePartsTests {
  private let glyphs = Glyphs(alphabets: 3, characters: 5, drawers: 6, seed: 2).dataset(size: 24)

  private func recipe() -> Recipe {
    var recipe = Recipe.quick
    (recipe.imageSize, recipe.groups) = (16, 1)
    recipe.blocks = [.init(4), .init(6, pools: false)]
    return recipe
  }

  @Test func theNetwork() throws {
    let siamese = try recipe().network(seed: 4)
    #expect(siamese.input == [16, 16, 1] && siamese.embeddingSize == 8 * 8 * 6)
    #expect(siamese.distance.name == "meanSquared")
    #expect(siamese.head.weight.value == Tensor([[-5]]))
    #expect(try siamese.values == recipe().network(seed: 4).values)
    #expect(try siamese.values != recipe().network(seed: 5).values)
    #expect(recipe().scorer(siamese).count == 4)
    var tooSmall = recipe()
    tooSmall.imageSize = 1
    #expect(throws: ShapeError.self) { try tooSmall.network() }
  }

  /// A batch as the examples made it: softened, upright and turned in turn, of one group.
  @Test func theBatches() throws {
    let recipe = recipe()
    let batches = try recipe.batches(glyphs, seed: 9)
    let upright = glyphs.softened(radius: 2)
    let datasets = [upright, upright.symmetriesAsClasses(reflections: false)]
    // A group has five classes only.
    #expect(batches.itemsPerBatch == 5 * 4)
    for step in 0..<4 {
      let dataset = datasets[step % 2]
      var random = SeededGenerator(seed: 9, "batches", step)
      let drawn = try ClassBatchSampler(dataset, classes: 5, images: 4, groups: 1)
        .batch(using: &random)
      let images = dataset.images(
        at: drawn.images, height: 16, width: 16, distortion: recipe.distortion, using: &random)
      let batch = try batches.batch(at: step)
      #expect(batch.labels == drawn.labels && batch.images == images)
    }
  }

  /// Fifteen classes get composites if the recipe gives them to fewer than sixteen.
  @Test func compositesOfFewClasses() throws {
    var recipe = recipe()
    recipe.turns = false
    for (bound, perClass) in [(0, 0), (15, 0), (16, 1)] {
      recipe.compositesBelow = bound
      let all = glyphs.softened(radius: 2).compositesAsClasses(perClass: perClass)
      #expect(all.classes.count == 15 * (1 + perClass))
      for step in 0..<3 {
        var random = SeededGenerator(seed: 9, "batches", step)
        let drawn = try ClassBatchSampler(all, classes: 5, images: 4, groups: 1)
          .batch(using: &random)
        #expect(try recipe.batches(glyphs, seed: 9).batch(at: step).labels == drawn.labels)
        let images = all.images(
          at: drawn.images, height: 16, width: 16, distortion: recipe.distortion, using: &random)
        #expect(try recipe.batches(glyphs, seed: 9).batch(at: step).images == images)
      }
    }
  }

  /// The batches' images as tasks: one example of each class, its other images as queries.
  @Test func theEpisodes() throws {
    var recipe = recipe()
    recipe.classes = 5
    let episodes = try recipe.episodes(glyphs, seed: 9)
    let upright = glyphs.softened(radius: 2)
    let datasets = [upright, upright.symmetriesAsClasses(reflections: false)]
    for step in 0..<4 {
      let sampler = try TaskSampler(
        datasets[step % 2], ways: 5, queries: 5 * 3, scope: .withinGroup)
      let expected = Batches.episodes(
        inTurn: [sampler], size: 16, distortion: recipe.distortion, seed: 9)
      let (episode, same) = (try episodes.batch(at: step), try expected.batch(at: step))
      #expect(episode.ways == 5 && episode.shots == 1 && episode.answers.count == 15)
      #expect(episode.answers == same.answers && episode.images == same.images)
    }
    recipe.classes = 6
    #expect(throws: SamplingError.self) { try recipe.episodes(glyphs, seed: 9) }
    recipe.groups = nil
    #expect(try recipe.episodes(glyphs, seed: 9).batch(at: 0).ways == 6)
  }

  @Test func asManyClassesAndImagesAsThereAre() throws {
    func items(_ recipe: Recipe, _ dataset: ImageDataset) throws -> Int {
      try recipe.batches(dataset, seed: 1).itemsPerBatch
    }
    var recipe = recipe()
    recipe.groups = nil
    #expect(try items(recipe, glyphs) == 15 * 4)
    recipe.groups = 2
    #expect(try items(recipe, glyphs) == 10 * 4)
    recipe.classes = 3
    #expect(try items(recipe, glyphs) == 3 * 4)
    #expect(try items(recipe, glyphs.selecting(drawers: 0..<3)) == 3 * 3)
    #expect(throws: SamplingError.self) {
      try items(recipe, glyphs.selecting(drawers: 0..<1))
    }
  }

  @Test func mirroredClassesWhereTheyAreWanted() throws {
    var recipe = recipe()
    (recipe.reflects, recipe.groups) = (true, nil)
    let batches = try recipe.batches(glyphs, seed: 1)
    let labels = try (0..<20).flatMap { try batches.batch(at: 2 * $0 + 1).labels }
    #expect(labels.max()! >= 4 * 15 && labels.max()! < 8 * 15)
  }

  @Test func theImagesThatTheNetworkSees() {
    let recipe = recipe()
    let seen = recipe.images(of: glyphs)
    #expect(seen.imageShape == [16, 16, 1] && seen.classes == glyphs.classes)
    #expect(seen.pixels == glyphs.softened(radius: 2).resized(height: 16, width: 16).pixels)
    var plain = Recipe.pictures
    plain.imageSize = 24
    #expect(plain.images(of: glyphs).pixels == glyphs.pixels)
    let flat = glyphs.resized(height: 12, width: 24)
    #expect(recipe.images(of: flat).imageShape == [16, 16, 1])
  }

  @Test func theOptimizerAndThePlan() throws {
    var recipe = recipe()
    (recipe.steps, recipe.stepsPerEpoch) = (30, 100)
    let plan = recipe.plan(for: glyphs, seed: 6)
    #expect([plan.steps, plan.stepsPerEpoch] == [30, 30] && plan.seed == 6)
    #expect(plan.checkpoints == nil && plan.settings == recipe.plan(for: glyphs, seed: 7).settings)
    recipe.views = 1
    #expect(plan.settings != recipe.plan(for: glyphs, seed: 6).settings)
    #expect(
      plan.settings["data"] == "\(glyphs.name): 90 images of 15 classes")
  }
}
