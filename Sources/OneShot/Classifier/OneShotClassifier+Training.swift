import Basics
import Datasets
import Foundation
import Layers
import Tensor
import Training

extension OneShotClassifier where Leg == Sequential {
  /// Trains a recognizer by a recipe and calibrates it on classes held out from training.
  ///
  /// ```swift
  /// let preprocessing = ImagePreprocessing(height: 28, width: 28)
  /// let pictures = try ImageFolder.load(
  ///   URL(filePath: "signs"), as: preprocessing)
  /// let trained = try OneShotClassifier.trained(
  ///   on: pictures, preprocessing: preprocessing)
  /// print(trained)  // accuracy and thresholds on held-out classes
  /// try trained.classifier.save(to: URL(filePath: "signs.safetensors"))
  /// ```
  ///
  /// With `checkpoints` Ctrl-C saves where the training stands, and the same call goes on from there.
  ///
  /// - Parameters:
  ///   - dataset: What to learn from: at least two images of each class.
  ///   - recipe: How; default ``Recipe/pictures``.
  ///   - preprocessing: How the dataset's pictures were prepared, for the classifier to keep; its size must
  ///     be the recipe's. Default nil: not said.
  ///   - holdOut: The part of the classes that are not trained on but measured, between 0 and 1; default 0.2.
  ///   - seed: Determines everything random; default 1.
  ///   - checkpoints: Where the training saves where it stands, and goes on from; default nowhere.
  ///   - callbacks: Take part in the training; default a progress bar and what makes Ctrl-C an orderly end.
  /// - Throws: `DatasetError` if the classes cannot be split, ``SamplingError`` if there are too few
  ///   to train on, `ShapeError` if the recipe's network does not fit its images,
  ///   ``TrainingInterruption`` if a signal ended the training, and what `fit` and the callbacks throw.
  public static func trained(
    on dataset: ImageDataset, recipe: Recipe = .pictures, preprocessing: ImagePreprocessing? = nil,
    holdOut: Double = 0.2, seed: UInt64 = 1, checkpoints: CheckpointFolder? = nil,
    callbacks: [any Callback] = [ProgressBar(unit: "images"), InterruptHandler()]
  ) throws -> TrainedClassifier {
    let (training, heldOut) = try dataset.splitting(holdingOutClasses: holdOut, seed: seed)
    return try trained(
      on: training, heldOut: heldOut, recipe: recipe, preprocessing: preprocessing, seed: seed,
      checkpoints: checkpoints, callbacks: callbacks)
  }

  /// As `trained(on:recipe:preprocessing:holdOut:seed:checkpoints:callbacks:)`, with held-out classes of
  /// your own choice, such as whole groups.
  public static func trained(
    on training: ImageDataset, heldOut: ImageDataset, recipe: Recipe = .pictures,
    preprocessing: ImagePreprocessing? = nil, seed: UInt64 = 1,
    checkpoints: CheckpointFolder? = nil,
    callbacks: [any Callback] = [ProgressBar(unit: "images"), InterruptHandler()]
  ) throws -> TrainedClassifier {
    let size = recipe.imageSize
    require(
      preprocessing.map { $0.imageShape == [size, size, 1] } ?? true,
      "OneShotClassifier.trained: expected a preprocessing to \(size)×\(size), as the recipe has it"
    )
    var siamese = try recipe.network(seed: seed)
    var optimizer = recipe.optimizer()
    let history = try fit(
      &siamese, with: &optimizer, on: try recipe.batches(training, seed: seed),
      plan: recipe.plan(for: training, seed: seed, checkpoints: checkpoints), callbacks: callbacks
    ) { siamese, batch in
      recipe.loss(siamese, batch)
    }
    if case .interrupted(let reason) = history.ending {
      throw TrainingInterruption(reason: reason, checkpoints: checkpoints?.url)
    }
    let classifier = OneShotClassifier(
      siamese, preprocessing: preprocessing, recipe: recipe, views: recipe.views)
    return try measured(classifier, history, on: recipe.images(of: heldOut), seed: seed)
  }

  /// Calibrates the classifier and tries it in one-shot tasks, as far as there are classes for it.
  private static func measured(
    _ classifier: OneShotClassifier, _ history: TrainingHistory, on heldOut: ImageDataset,
    seed: UInt64
  ) throws -> TrainedClassifier {
    // One class is left out of a trial of the calibration, to be unknown.
    let ways = max(2, min(20, heldOut.classes.count - 1))
    var notes: [String] = []
    do {
      try classifier.calibrate(
        on: heldOut, ways: max(1, min(5, heldOut.classes.count - 1)), scope: .acrossGroups,
        seed: seed)
    } catch let error as SamplingError {
      notes.append("no threshold for unknown classes: \(error)")
    }
    var evaluation: Evaluation?
    do throws(SamplingError) {
      let sampler = try TaskSampler(heldOut, ways: ways, queries: ways, scope: .acrossGroups)
      evaluation = Evaluation(
        of: classifier.scorer, on: sampler.tasks(trials: 400, seed: seed))
    } catch {
      notes.append("no accuracy: \(error)")
    }
    return TrainedClassifier(
      classifier: classifier, history: history, evaluation: evaluation, notes: notes)
  }
}
