import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct OneShotClassifierTrainingTests {
  private let glyphs = Glyphs(alphabets: 3, characters: 8, drawers: 5, seed: 2).dataset(size: 16)

  private func recipe(steps: Int = 60) -> Recipe {
    var recipe = Recipe.pictures
    (recipe.imageSize, recipe.blocks) = (16, [.init(8), .init(16)])
    (recipe.steps, recipe.stepsPerEpoch, recipe.classes, recipe.views) = (steps, 20, 10, 2)
    return recipe
  }

  @Test func learnsMeasuresAndCalibrates() throws {
    let preprocessing = ImagePreprocessing(height: 16, width: 16)
    let trained = try OneShotClassifier.trained(
      on: glyphs, recipe: recipe(), preprocessing: preprocessing, holdOut: 0.5, callbacks: [])
    #expect(trained.history.epochs.count == 3 && trained.history.ending == .finished)
    let losses = trained.history[.loss]
    #expect(losses[2] < losses[0])
    let evaluation = try #require(trained.evaluation)
    #expect(evaluation.tasks.tasks[0].ways == 11 && evaluation.verdicts.count >= 400)
    // A guess is right once in eleven.
    #expect(evaluation.accuracy.interval.lowerBound > 0.3)
    #expect(trained.calibration?.ways == 5 && trained.calibration?.scope == .acrossGroups)
    let classifier = trained.classifier
    #expect(classifier.rejectionThreshold == trained.calibration?.rejectionThreshold)
    #expect(classifier.preprocessing == preprocessing && classifier.recipe == recipe())
    #expect(classifier.views == 2 && trained.notes.isEmpty)
    #expect(
      trained.description.hasPrefix("held-out classes, 11-way one-shot: \(evaluation)\nclasses: "))
  }

  /// What is held out is not trained on, and the seed determines all.
  @Test func theSameSeedGivesTheSameNetwork() throws {
    func values(_ seed: UInt64) throws -> ParameterValues {
      try OneShotClassifier.trained(
        on: glyphs, recipe: recipe(steps: 3), seed: seed, callbacks: []
      ).classifier.siamese.values
    }
    #expect(try values(1) == values(1))
    #expect(try values(1) != values(2))
    let (training, heldOut) = try glyphs.splitting(holdingOutClasses: 0.2, seed: 1)
    let apart = try OneShotClassifier.trained(
      on: training, heldOut: heldOut, recipe: recipe(steps: 3), callbacks: [])
    #expect(try apart.classifier.siamese.values == values(1))
  }

  @Test func tooFewClassesAreNoted() throws {
    let few = try glyphs.splitting(holdingOutClasses: 0.2, seed: 1).heldOut
    let trained = try OneShotClassifier.trained(
      on: few, recipe: recipe(steps: 2), holdOut: 0.25, callbacks: [])
    #expect(trained.evaluation == nil && trained.calibration == nil)
    #expect(
      trained.notes == [
        "no threshold for unknown classes: 1 class held out, at least 3 are needed",
        "no accuracy: 1 class held out, at least 2 are needed",
      ])
    #expect(trained.description == trained.notes.joined(separator: "\n"))
    #expect(throws: DatasetError.self) {
      try OneShotClassifier.trained(on: glyphs, recipe: recipe(), holdOut: 1)
    }
  }

  /// Ten classes of colored squares, told apart by their color alone, and one of a single picture.
  private var colors: ImageDataset {
    var random = SeededGenerator(seed: 4)
    var pixels: [UInt8] = []
    for number in 0..<41 {
      let color = [
        UInt8(number / 4 * 25), UInt8(number / 4 % 3 * 120), UInt8(250 - number / 4 * 20),
      ]
      for _ in 0..<256 {
        pixels += color.map { UInt8(max(0, min(255, Int($0) + Int(random.next() % 20) - 10))) }
      }
    }
    return ImageDataset(
      name: "colors",
      format: ImageFormat(height: 16, width: 16, channels: 3, values: .imageNet), groups: ["all"],
      classes: (0..<11).map { index in
        .init(
          name: "\(index)", group: 0,
          images: Array(4 * index..<min(4 * index + 4, 41)))
      }, pixels: pixels)
  }

  @Test func colorsAreLearned() throws {
    var recipe = Recipe.photographs
    (recipe.imageSize, recipe.blocks) = (16, [.init(8), .init(16)])
    (recipe.steps, recipe.stepsPerEpoch, recipe.classes) = (60, 20, 6)
    let preprocessing = ImagePreprocessing.photographs(height: 16, width: 16)
    let (kept, single) = colors.splitting(classesOfAtLeast: 2)
    let (training, heldOut) = try kept.splitting(holdingOutClasses: 0.4, seed: 1)
    let all = try ImageDataset.union([training, single], name: "training")
    let trained = try OneShotClassifier.trained(
      on: all, heldOut: heldOut, recipe: recipe, preprocessing: preprocessing, callbacks: [])
    #expect(
      trained.notes == ["left out: class all/10 has a single image, 2 are needed"])
    let accuracy = try #require(trained.evaluation?.accuracy)
    #expect(accuracy.value > 0.8)
    #expect(Recipe.suited(to: colors.format) == .photographs)
    #expect(Recipe.suited(to: glyphs.format) == .pictures)
  }

  @Test func tooFewClassesToTrainOnAreSaid() throws {
    let two = try glyphs.splitting(holdingOutClasses: 0.1, seed: 1).heldOut
    try #require(two.classes.count == 2)
    let error = #expect(throws: SamplingError.self) {
      try OneShotClassifier.trained(on: two, recipe: recipe(steps: 1), callbacks: [])
    }
    #expect(
      error?.description
        == "\(two.name) has 2 classes, training with 1 held out needs 3")
  }

  @Test func aPreprocessingThatIsNotTheDatasetsIsRefused() throws {
    var recipe = Recipe.photographs
    (recipe.imageSize, recipe.blocks, recipe.steps) = (16, [.init(4)], 1)
    func train(_ preprocessing: ImagePreprocessing) throws {
      _ = try OneShotClassifier.trained(
        on: colors.splitting(classesOfAtLeast: 2).kept, recipe: recipe,
        preprocessing: preprocessing, callbacks: [])
    }
    #expect(throws: ClassifierError.self) { try train(.photographs(height: 20, width: 16)) }
    let other = PixelValues.photograph(mean: [0], deviation: [1])
    #expect(throws: ClassifierError.self) {
      try train(.photographs(height: 16, width: 16, values: other))
    }
    let classifier = OneShotClassifier(
      try recipe.network(), preprocessing: .photographs(height: 16, width: 16, values: other))
    let data = colors.splitting(classesOfAtLeast: 2).kept
    #expect(throws: ClassifierError.self) { try classifier.enroll(data) }
    #expect(throws: ClassifierError.self) { try classifier.calibrate(on: data) }
    #expect(throws: ClassifierError.self) { try classifier.evaluation(on: data) }
  }

  @Test func heldOutClassesOfASingleImageAreLeftOut() throws {
    var (training, heldOut) = try glyphs.splitting(holdingOutClasses: 0.4, seed: 1)
    let single = try training.selecting(groups: [training.groups[0]]).selecting(drawers: [0])
    heldOut = try ImageDataset.union([heldOut, single], name: "held out")
    let trained = try OneShotClassifier.trained(
      on: training, heldOut: heldOut, recipe: recipe(steps: 2), callbacks: [])
    #expect(trained.evaluation != nil && trained.calibration != nil)
    #expect(trained.notes.count == single.classes.count)
  }

  @Test func grayIsNotTakenForColor() throws {
    let error = #expect(throws: SamplingError.self) {
      try OneShotClassifier.trained(on: colors, recipe: recipe(steps: 1), callbacks: [])
    }
    #expect(error?.description == "colors has images of 3 channels, the recipe needs 1")
  }

  /// Ends a training once, as a signal would.
  private struct Interruption: Callback {
    let step: Int
    mutating func stepEnded(_ run: inout TrainingRun, _ model: inout some Parameterized) {
      if run.iteration == step { run.end(.interrupted("a signal")) }
    }
  }

  @Test func anInterruptedTrainingGoesOn() throws {
    try inTemporaryFolder { folder in
      let whole = try OneShotClassifier.trained(
        on: glyphs, recipe: recipe(), callbacks: [])
      let checkpoints = CheckpointFolder(folder.appending(path: "run"))
      let error = #expect(throws: TrainingInterruption.self) {
        try OneShotClassifier.trained(
          on: glyphs, recipe: recipe(), checkpoints: checkpoints,
          callbacks: [Interruption(step: 20)])
      }
      #expect(error?.reason == "a signal")
      #expect(error?.description.contains("goes on from the checkpoint in") == true)
      let resumed = try OneShotClassifier.trained(
        on: glyphs, recipe: recipe(), checkpoints: checkpoints,
        callbacks: [Interruption(step: 19)])
      #expect(resumed.classifier.siamese.values == whole.classifier.siamese.values)
    }
  }
}
