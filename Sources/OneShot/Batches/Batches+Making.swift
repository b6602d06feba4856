import Basics
import Datasets
import Tensor

extension Batches where Batch == LabeledImages {
  /// Batches of several images of each of several classes.
  ///
  /// ```swift
  /// let batches = try Batches.labeled(
  ///   training, classes: 16, images: 4, size: 28,
  ///   distortion: ImageDistortion(affine: .handwriting), seed: 1)
  /// ```
  ///
  /// - Parameters:
  ///   - dataset: What to draw from.
  ///   - classes: The number of classes of a batch.
  ///   - images: The number of images of each.
  ///   - groups: How many groups the classes of a batch are from; default nil: any.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of a batch, what is in it.
  /// - Throws: ``SamplingError`` if the dataset is too small for such batches.
  public static func labeled(
    _ dataset: ImageDataset, classes: Int, images: Int, groups: Int? = nil, size: Int? = nil,
    distortion: ImageDistortion? = nil, seed: UInt64
  ) throws(SamplingError) -> Batches {
    let sampler = try ClassBatchSampler(dataset, classes: classes, images: images, groups: groups)
    return labeled(inTurn: [sampler], size: size, distortion: distortion, seed: seed)
  }

  /// Batches that several samplers make in turn, such as one of upright images and one of turned ones:
  /// step n is the turn of sampler n modulo their number.
  ///
  /// - Parameters:
  ///   - samplers: At least one, all of batches of one size.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of a batch, what is in it.
  public static func labeled(
    inTurn samplers: [ClassBatchSampler], size: Int? = nil, distortion: ImageDistortion? = nil,
    seed: UInt64
  ) -> Batches {
    Batches(seed: seed, itemsPerBatch: samplers[0].classes * samplers[0].images) { step, random in
      let sampler = samplers[step % samplers.count]
      let batch = sampler.batch(using: &random)
      let images = try sampler.groups.dataset.reading(
        at: batch.images, height: size, width: size, distortion: distortion, using: &random)
      return LabeledImages(images: images, labels: batch.labels)
    }
  }
}

extension Batches where Batch == ImagePairs {
  /// Batches of pairs, half of them of one class.
  ///
  /// - Parameters:
  ///   - count: The number of pairs of a batch.
  ///   - sampler: Draws them.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of a batch, what is in it.
  public static func pairs(
    _ count: Int, from sampler: PairSampler, size: Int? = nil, distortion: ImageDistortion? = nil,
    seed: UInt64
  ) -> Batches {
    Batches(seed: seed, itemsPerBatch: count) { _, random in
      let batch = sampler.batch(count, using: &random)
      let left = try sampler.groups.dataset.reading(
        at: batch.left, height: size, width: size, distortion: distortion, using: &random)
      let right = try sampler.groups.dataset.reading(
        at: batch.right, height: size, width: size, distortion: distortion, using: &random)
      return ImagePairs(left: left, right: right, targets: batch.targets)
    }
  }
}

extension Batches where Batch == Episode {
  /// Episodes, a task each; their items are the queries.
  ///
  /// - Parameters:
  ///   - sampler: Draws the tasks.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of an episode, what is in it.
  public static func episodes(
    from sampler: TaskSampler, size: Int? = nil, distortion: ImageDistortion? = nil, seed: UInt64
  ) -> Batches {
    episodes(inTurn: [sampler], size: size, distortion: distortion, seed: seed)
  }

  /// Episodes that several samplers draw in turn: step n is the turn of sampler n modulo their number.
  ///
  /// - Parameters:
  ///   - samplers: At least one, all with as many queries.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of an episode, what is in it.
  public static func episodes(
    inTurn samplers: [TaskSampler], size: Int? = nil, distortion: ImageDistortion? = nil,
    seed: UInt64
  ) -> Batches {
    Batches(seed: seed, itemsPerBatch: samplers[0].queries) { step, random in
      let sampler = samplers[step % samplers.count]
      let task = sampler.task(using: &random)
      let images = try sampler.groups.dataset.reading(
        at: task.images, height: size, width: size, distortion: distortion, using: &random)
      return Episode(images, ways: task.ways, shots: task.shots, answers: task.answers)
    }
  }
}

extension Batches where Batch == [Episode] {
  /// Batches of several episodes, as meta-learning takes them; their items are the queries.
  ///
  /// - Parameters:
  ///   - count: The number of episodes of a batch, positive.
  ///   - sampler: Draws the tasks.
  ///   - size: The height and width that images are brought to; default nil: the dataset's.
  ///   - distortion: What happens to each image; default nothing.
  ///   - seed: Determines, with the number of a batch, what is in it.
  public static func episodes(
    _ count: Int, from sampler: TaskSampler, size: Int? = nil, distortion: ImageDistortion? = nil,
    seed: UInt64
  ) -> Batches {
    require(count > 0, "Batches.episodes: expected a positive number of episodes, got \(count)")
    return Batches(seed: seed, itemsPerBatch: count * sampler.queries) { _, random in
      try (0..<count).map { _ in
        let task = sampler.task(using: &random)
        let images = try sampler.groups.dataset.reading(
          at: task.images, height: size, width: size, distortion: distortion, using: &random)
        return Episode(images, ways: task.ways, shots: task.shots, answers: task.answers)
      }
    }
  }
}
