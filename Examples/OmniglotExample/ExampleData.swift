import DatasetFiles
import Foundation
import OneShot

/// The images to learn from, those held out for validation, and those for the test.
struct ExampleData {
  /// Alphabets to train on, at their full size.
  let training: ImageDataset
  /// Alphabets held out, at their full size, or nil where all are trained on.
  let validation: ImageDataset?
  /// Alphabets held out from both, at their full size, where there are enough.
  let test: ImageDataset?
  /// Omniglot's official one-shot runs, at their full size.
  let official: OneShotTaskSet?
  /// Why these data were taken, where they are not the first choice.
  let note: String?

  /// Finds Omniglot, or generates glyphs where it is not asked for and cannot be had.
  static func load(
    choice: DatasetChoice?, folder: String?, parts: [Omniglot.Part], holdOut: HoldOut, seed: UInt64
  ) throws -> ExampleData {
    if choice == .glyphs { return try glyphs(holdOut, note: nil) }
    do {
      let locator = DataLocator(data: folder, downloader: Downloader(report: showDownload))
      let runs = try Omniglot.officialRuns(from: locator)
      if Set(parts) == [.background, .evaluation] && holdOut == .twoAlphabets {
        return try ExampleData(
          background: try Omniglot.load([.background], from: locator),
          evaluation: try Omniglot.load([.evaluation], from: locator), official: runs, seed: seed)
      }
      return try ExampleData(try Omniglot.load(parts, from: locator), holdOut, official: runs)
    } catch let error as DataNotFoundError where choice == nil && folder == nil {
      return try glyphs(holdOut, note: "\(error)")
    }
  }

  private static func glyphs(_ holdOut: HoldOut, note: String?) throws -> ExampleData {
    try ExampleData(Glyphs().dataset(), holdOut, official: nil, note: note)
  }

  private init(
    _ images: ImageDataset, _ holdOut: HoldOut, official: OneShotTaskSet?, note: String? = nil
  ) throws {
    switch holdOut {
    case .none: (training, validation) = (images, nil)
    case .alphabets(let names):
      (training, validation) = try images.splitting(holdingOut: names)
    case .twoAlphabets:
      (training, validation) = try images.splitting(holdingOut: try Self.twoAlphabets(of: images))
    }
    test = nil
    self.official = official
    self.note = note
  }

  /// The split of Koch et al. 2015, section 4.1: 30, 10 and 10 alphabets, of which 12, 4 and 4 other
  /// drawers.
  private init(
    background: ImageDataset, evaluation: ImageDataset, official: OneShotTaskSet, seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let others = try evaluation.splitting(groups: [10, 10], using: &random)
    training = try background.selecting(drawers: 0..<12)
    validation = try others[0].selecting(drawers: 12..<16)
    test = try others[1].selecting(drawers: 16..<20)
    self.official = official
    note = nil
  }

  /// The first two by name that have enough characters.
  private static func twoAlphabets(of images: ImageDataset) throws -> [String] {
    let sizes = images.groups.indices.map { group in
      images.classes.count { $0.group == group }
    }
    let large = images.groups.indices.filter { sizes[$0] >= Self.ways }.map { images.groups[$0] }
    guard large.count >= 2, images.groups.count > 2 else {
      let found = zip(images.groups, sizes).map { "\($0) with \($1)" }.joined(separator: ", ")
      throw DataError(
        description: "\(images.name): expected three alphabets, two of them with at least "
          + "\(Self.ways) characters for \(Self.ways)-way tasks, found \(found)")
    }
    return Array(large.sorted().prefix(2))
  }

  /// The most classes of a task.
  static let ways = 20

  /// What the data is, for reports: the dataset's name.
  var name: String { training.name }

  /// What the data is and how it is split, in a line or two.
  var description: String {
    let heldOut = validation?.groups.joined(separator: ", ")
    let lines = [
      note.map { "No Omniglot here, so the characters are generated: \($0)" },
      "Data: \(name): \(training.classes.count) characters of \(training.groups.count) alphabets to "
        + "train on, \(heldOut ?? "none") held out for validation"
        + (test.map { ", \($0.groups.joined(separator: ", ")) for the test" } ?? "")
        + (official == nil ? "." : ", the official runs for the test."),
    ]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }
}

/// Which alphabets are kept from training.
enum HoldOut: Equatable {
  /// The first two by name that have enough characters.
  case twoAlphabets
  /// The named ones.
  case alphabets([String])
  /// None: training takes all.
  case none
}

/// Data that cannot be split into training and validation.
struct DataError: Error, CustomStringConvertible {
  let description: String
}

/// Draws how far a download is, on a terminal.
private let showDownload: @Sendable (Downloader.Progress) -> Void = { progress in
  guard isatty(STDERR_FILENO) == 1 else { return }
  let part = progress.total.map { " of \($0 / 1024) KB" } ?? ""
  let end = progress.received == progress.total ? "\n" : ""
  let line = "\rDownloading \(progress.name): \(progress.received / 1024) KB\(part)\(end)"
  FileHandle.standardError.write(Data(line.utf8))
}
