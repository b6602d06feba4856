import DatasetFiles
import Foundation
import OneShot

/// Omniglot as the post splits it, but that some of its background alphabets choose the best weights.
struct BlogData {
  let training: ImageDataset
  let validation: ImageDataset
  /// The evaluation alphabets.
  let evaluation: ImageDataset
  /// Omniglot's official one-shot runs; nil of generated characters.
  var official: TaskSet?

  /// All of Omniglot, or two dozen generated alphabets.
  static func all(folder: String?, glyphs: Bool) throws -> BlogData {
    if glyphs { return try generated(alphabets: 24) }
    let locator = DataLocator(
      data: folder.map { URL(filePath: $0) },
      downloader: Downloader(report: { $0.showOnTerminal() }))
    let background = try Omniglot.load([.background], from: locator)
    let (training, validation) = try background.splitting(
      holdingOut: ["Balinese", "Futurama", "Hebrew", "Korean", "Sanskrit"])
    return BlogData(
      training: training, validation: validation,
      evaluation: try Omniglot.load([.evaluation], from: locator),
      official: try Omniglot.officialRuns(from: locator))
  }

  /// What is at hand without a download: a small part of Omniglot, or generated characters.
  static func few(folder: String?, glyphs: Bool) throws -> BlogData {
    do {
      if glyphs { return try generated(alphabets: 5) }
      let locator = DataLocator(data: folder.map { URL(filePath: $0) }, downloader: nil)
      let (training, validation) = try Omniglot.load([.small1], from: locator)
        .splitting(holdingOut: ["Greek"])
      return BlogData(training: training, validation: validation, evaluation: validation)
    } catch is DataNotFoundError where folder == nil {
      return try generated(alphabets: 5)
    }
  }

  /// An eighth to choose by, at least one alphabet, and twice as many to judge by.
  private static func generated(alphabets: Int) throws -> BlogData {
    // Drawers are few, so that looking at all images at full size takes seconds.
    let glyphs = Glyphs(alphabets: alphabets, drawers: 5).dataset()
    let count = max(1, alphabets / 8)
    let names = glyphs.groups
    let (rest, evaluation) = try glyphs.splitting(holdingOut: Array(names.suffix(2 * count)))
    let (training, validation) = try rest.splitting(
      holdingOut: Array(names.dropLast(2 * count).suffix(count)))
    return BlogData(training: training, validation: validation, evaluation: evaluation)
  }
}
