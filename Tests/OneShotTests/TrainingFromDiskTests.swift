import DatasetFiles
import Foundation
import OneShot
import Synchronization
import TestSupport
import Testing

/// A training does not depend on where its images are.
@Suite struct TrainingFromDiskTests {
  private let folder: TemporaryFolder
  private let preparation = ImagePreprocessing.photographs(height: 20, width: 20)

  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 1)
    for name in 0..<4 {
      for number in 0..<4 {
        let pixels = (0..<27 * 24 * 3).map { UInt8($0 * (name + 2) / 7 % 200 + number) }
        let shift = Int.random(in: 0...40, using: &random)
        let bitmap = Bitmap(
          width: 27, height: 24, format: .rgb, pixels: pixels.map { $0 + UInt8(shift) })
        try folder.write(JPEG.encode(bitmap), to: "pictures/\(name)/\(number).jpg")
      }
    }
  }

  private var pictures: URL { folder["pictures"] }

  private var recipe: Recipe {
    var recipe = Recipe.photographs
    (recipe.blocks, recipe.classes, recipe.imageSize) = ([.init(4), .init(8)], 4, 16)
    (recipe.imagesPerClass, recipe.turns, recipe.softening) = (3, true, 1)
    return recipe
  }

  /// Trains up to each of the steps, the later times from the checkpoint of the time before.
  private func trained(on dataset: ImageDataset, upTo stops: [Int]) throws -> ParameterValues {
    let checkpoints = CheckpointFolder(folder.url.appending(path: UUID().uuidString))
    var siamese = try recipe.network(seed: 1)
    for stop in stops {
      siamese = try recipe.network(seed: 1)
      var optimizer = recipe.optimizer(steps: 10)
      try fit(
        &siamese, with: &optimizer, on: try recipe.batches(dataset, seed: 1),
        plan: TrainingPlan(steps: stop, stepsPerEpoch: 5, seed: 1, checkpoints: checkpoints),
        loss: { recipe.loss($0, $1) })
    }
    return siamese.values
  }

  @Test func foldersPackedFilesAndMemoryGiveTheSameBits() throws {
    let file = folder.url.appending(path: "packed")
    try PackedImages.write(ImageFolder.open(pictures, as: preparation), to: file)
    let inMemory = try ImageFolder.load(pictures, as: preparation)
    let others = [try ImageFolder.open(pictures, as: preparation), try PackedImages.open(file)]
    #expect(inMemory.isInMemory && others.allSatisfy { !$0.isInMemory })

    let expected = try trained(on: inMemory, upTo: [10])
    #expect(try trained(on: inMemory, upTo: [5]) != expected)
    #expect(try trained(on: inMemory, upTo: [5, 10]) == expected)
    for dataset in others {
      #expect(try trained(on: dataset, upTo: [10]) == expected)
      #expect(try trained(on: dataset, upTo: [5, 10]) == expected)
    }
  }

  /// Counts the images that are read and how many of them at a time, beside those of a whole dataset.
  private final class CountedImages: ImageSource {
    let count = 300
    let reads = Mutex<[Int: Int]>([:])

    func pixels(at position: Int) -> [UInt8] {
      reads.withLock { $0[position, default: 0] += 1 }
      return [UInt8](repeating: UInt8(position % 251), count: 8 * 8 * 3)
    }
  }

  private func counted() -> (source: CountedImages, dataset: ImageDataset) {
    let source = CountedImages()
    let format = ImageFormat(height: 8, width: 8, channels: 3, values: .imageNet)
    let classes = (0..<30).map {
      ImageDataset.Class(name: "\($0)", group: 0, images: Array($0 * 10..<$0 * 10 + 10))
    }
    return (
      source,
      ImageDataset(
        name: "counted", format: format, groups: ["all"], classes: classes, source: source)
    )
  }

  @Test func aStepReadsTheImagesOfItsBatchesAlone() throws {
    let (source, dataset) = counted()
    var recipe = recipe
    recipe.imageSize = 8
    let batches = try recipe.batches(dataset, seed: 1)
    #expect(source.reads.withLock { $0.isEmpty })
    _ = try batches.batch(at: 3)
    // Those of this batch, of two ahead, and of the one that may be made meanwhile.
    #expect(source.reads.withLock { $0.values.reduce(0, +) } <= 4 * batches.itemsPerBatch)
  }

  @Test func anEvaluationReadsEachImageOnceABatchAtATime() throws {
    let (source, dataset) = counted()
    let images = dataset.softened(radius: 1).resized(height: 4, width: 4)
    #expect(source.reads.withLock { $0.isEmpty } && !images.isInMemory)
    let sizes = Mutex<[Int]>([])
    let store = Embeddings(of: images, batchSize: 40) { batch in
      sizes.withLock { $0.append(batch.shape[0]) }
      // Nothing was read that does not belong to this batch or those before it.
      #expect(source.reads.withLock { $0.count } == sizes.withLock { $0.reduce(0, +) })
      return batch.flattened()
    }
    #expect(store.values.shape == [300, 48])
    #expect(source.reads.withLock { $0.count == 300 && $0.values.allSatisfy { $0 == 1 } })
    #expect(try store.values == images.loaded().images(at: Array(0..<300)).flattened())
  }
}
