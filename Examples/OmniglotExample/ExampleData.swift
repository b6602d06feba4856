import DatasetFiles
import Foundation
import OneShot

/// The images to learn from, those held out for validation, and the official runs where they are.
struct ExampleData {
  /// Alphabets to train on, at their full size.
  let training: ImageDataset
  /// Alphabets held out, at their full size.
  let validation: ImageDataset
  /// Omniglot's official one-shot runs, at their full size.
  let official: OneShotTaskSet?
  /// Why these data were taken, where they are not the first choice.
  let note: String?

  /// Finds Omniglot, or generates glyphs where it is not asked for and cannot be had.
  static func load(
    choice: DatasetChoice?, folder: String?, parts: [Omniglot.Part]
  ) throws -> ExampleData {
    if choice == .glyphs { return try glyphs(note: nil) }
    do {
      let locator = DataLocator(data: folder, downloader: Downloader(report: showDownload))
      let runs = try Omniglot.officialRuns(from: locator)
      return try ExampleData(try Omniglot.load(parts, from: locator), official: runs)
    } catch let error as DataNotFoundError where choice == nil && folder == nil {
      return try glyphs(note: "\(error)")
    }
  }

  private static func glyphs(note: String?) throws -> ExampleData {
    try ExampleData(Glyphs().dataset(), official: nil, note: note)
  }

  /// Holds out two alphabets: the first by name that have enough characters.
  private init(_ images: ImageDataset, official: OneShotTaskSet?, note: String? = nil) throws {
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
    (training, validation) = try images.splitting(holdingOut: Array(large.sorted().prefix(2)))
    self.official = official
    self.note = note
  }

  /// The most classes of a task.
  static let ways = 20

  /// What the data is, for reports: the dataset's name.
  var name: String { training.name }

  /// What the data is and how it is split, in a line or two.
  var description: String {
    let lines = [
      note.map { "No Omniglot here, so the characters are generated: \($0)" },
      "Data: \(name): \(training.classes.count) characters of \(training.groups.count) alphabets to "
        + "train on, \(validation.groups.joined(separator: " and ")) held out for validation"
        + (official == nil ? "." : ", the official runs for the test."),
    ]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }
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
