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
  ///   - recipe: How; default ``Recipe/pictures`` for gray images and ``Recipe/photographs`` for colors.
  ///   - preprocessing: How the dataset's pictures were prepared, for the classifier to keep; its size must
  ///     be the recipe's. Default nil: not said.
  ///   - holdOut: The part of the classes that are not trained on but measured, between 0 and 1; default 0.2.
  ///   - seed: Determines everything random; default 1.
  ///   - checkpoints: Where the training saves where it stands, and goes on from; default nowhere.
  ///   - callbacks: Take part in the training; default a progress bar and what makes Ctrl-C an orderly end.
  /// - Throws: ``ClassifierError`` if the preprocessing does not fit the recipe or the datasets,
  ///   `DatasetError` if the classes cannot be split, ``SamplingError`` if there are too few
  ///   to train on, `ShapeError` if the recipe's network does not fit its images,
  ///   ``TrainingInterruption`` if a signal ended the training, and what `fit` and the callbacks throw.
  public static func trained(
    on dataset: ImageDataset, recipe: Recipe? = nil, preprocessing: ImagePreprocessing? = nil,
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
    on training: ImageDataset, heldOut: ImageDataset, recipe: Recipe? = nil,
    preprocessing: ImagePreprocessing? = nil, seed: UInt64 = 1,
    checkpoints: CheckpointFolder? = nil,
    callbacks: [any Callback] = [ProgressBar(unit: "images"), InterruptHandler()]
  ) throws -> TrainedClassifier {
    let recipe = recipe ?? .suited(to: training.format)
    if let preprocessing {
      guard preprocessing.imageShape == recipe.imageShape else {
        throw ClassifierError.wrongShape(
          found: preprocessing.imageShape, expected: "\(recipe.imageShape), as the recipe has it")
      }
      for dataset in [training, heldOut] { try requireValues(of: preprocessing, in: dataset) }
    }
    let (training, small) = training.splitting(classesOfAtLeast: 2)
    let (heldOut, smallHeldOut) = heldOut.splitting(classesOfAtLeast: 2)
    guard training.classes.count >= 2 else {
      let (held, single) = (heldOut.classes.count, small.classes.count + smallHeldOut.classes.count)
      throw SamplingError.tooFewClassesInAll(
        dataset: training.name, found: training.classes.count + held + single,
        needed: 2 + held + single,
        purpose: "training with \(held) held out"
          + (single > 0 ? " and \(single) of a single image left out" : ""))
    }
    var siamese = try recipe.network(seed: seed)
    var optimizer = recipe.optimizer()
    let history = try fit(
      &siamese, with: &optimizer, on: try recipe.batches(training, seed: seed),
      plan: recipe.plan(for: training, seed: seed, checkpoints: checkpoints),
      callbacks: callbacks + recipe.averages
    ) { siamese, batch in
      recipe.loss(siamese, batch, legs: recipe.legs)
    }
    if case .interrupted(let reason) = history.ending {
      throw TrainingInterruption(reason: reason, checkpoints: checkpoints?.url)
    }
    let classifier = OneShotClassifier(
      siamese, preprocessing: preprocessing, recipe: recipe, views: recipe.views,
      augmentation: recipe.viewAugmentation)
    let notes = [small, smallHeldOut].flatMap { small in
      small.classes.map {
        "left out: class \(small.fullName(of: $0)) has a single image, 2 are needed"
      }
    }
    return try measured(
      classifier, history, on: recipe.images(of: heldOut), seed: seed, notes: notes)
  }

  /// Calibrates the classifier and tries it in one-shot tasks, as far as there are classes for it.
  private static func measured(
    _ classifier: OneShotClassifier, _ history: TrainingHistory, on heldOut: ImageDataset,
    seed: UInt64, notes: [String]
  ) throws -> TrainedClassifier {
    var notes = notes
    let count = heldOut.classes.count
    let found = "\(counted(count, "class")) held out"
    // One class is left out of a trial of the calibration, to be unknown, and two have to remain.
    if count < 3 {
      notes.append("no threshold for unknown classes: \(found), at least 3 are needed")
    } else {
      do {
        try classifier.calibrate(
          on: heldOut, ways: min(5, count - 1), scope: .acrossGroups, seed: seed)
      } catch let error as SamplingError {
        notes.append("no threshold for unknown classes: \(error)")
      }
    }
    var evaluation: Evaluation?
    if count < 2 {
      notes.append("no accuracy: \(found), at least 2 are needed")
    } else {
      do {
        let ways = max(2, min(20, count - 1))
        let sampler = try TaskSampler(heldOut, ways: ways, queries: ways, scope: .acrossGroups)
        let tasks = sampler.tasks(trials: 400, seed: seed)
        let images = tasks.tasks.flatMap(\.images)
        evaluation = Evaluation(
          of: classifier.scorer, on: tasks,
          embeddings: try classifier.embed(heldOut, at: images))
      } catch let error as SamplingError {
        notes.append("no accuracy: \(error)")
      }
    }
    return TrainedClassifier(
      classifier: classifier, history: history, evaluation: evaluation, notes: notes)
  }
}
