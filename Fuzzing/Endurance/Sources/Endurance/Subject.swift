import Foundation
import OneShot

/// What everything here works with: a network of a few thousand weights and generated characters.
enum Subject {
  static let glyphs = Glyphs(alphabets: 4, characters: 20, drawers: 6, seed: 2).dataset(size: 28)

  static func network() throws -> Siamese<Sequential> {
    try Siamese(
      Networks.small(), input: [28, 28, 1], distance: .meanSquared, seed: 1)
  }

  /// A drawing of a class, `[1, 28, 28, 1]`; any numbers do.
  static func image(_ index: Int, drawer: Int = 0) -> Tensor {
    let images = glyphs.classes[index % glyphs.classes.count].images
    return glyphs.images(at: [images[drawer % images.count]])
  }

  static func batches() throws -> Batches<LabeledImages> {
    try .labeled(glyphs, classes: 10, images: 2, seed: 1)
  }
}

/// A folder that is gone afterward.
func withTemporaryFolder<Result>(
  _ body: (URL) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "oneshot-endurance-\(UUID().uuidString)", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}
