import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot

/// The images to learn from, those held out for validation, and those for the test, at their full size.
struct ExampleData {
  let training: ImageDataset
  /// Nil if all alphabets are trained on.
  var validation: ImageDataset?
  /// Alphabets held out from both, where there are enough.
  var test: ImageDataset?
  /// Omniglot's official one-shot runs.
  var official: TaskSet?
  /// Why these data were taken, if they are not the first choice.
  var note: String?

  /// Finds Omniglot, or generates glyphs if it is not asked for and cannot be had.
  static func load(
    choice: DatasetChoice?, folder: String?, parts: [Omniglot.Part], holdOut: HoldOut
  ) throws -> ExampleData {
    if choice == .glyphs { return try split(Glyphs().dataset(), holdOut) }
    do {
      let locator = DataLocator(
        data: folder.map { URL(filePath: $0) },
        downloader: Downloader(report: { $0.showOnTerminal() }))
      let runs = try Omniglot.officialRuns(from: locator)
      if Set(parts) == [.background, .evaluation] && holdOut == .twoAlphabets {
        let split = try KochSplit(
          background: try Omniglot.load([.background], from: locator),
          evaluation: try Omniglot.load([.evaluation], from: locator),
          testingOn: Omniglot.officialAlphabets)
        return ExampleData(
          training: split.training, validation: split.validation, test: split.test, official: runs)
      }
      var data = try split(try Omniglot.load(parts, from: locator), holdOut)
      data.official = runs
      return data
    } catch let error as DataNotFoundError where choice == nil && folder == nil {
      var data = try split(Glyphs().dataset(), holdOut)
      data.note = "No Omniglot here, so the characters are generated: \(error)"
      return data
    }
  }

  private static func split(_ images: ImageDataset, _ holdOut: HoldOut) throws -> ExampleData {
    if holdOut == .none { return ExampleData(training: images) }
    var names = images.groups.indices.filter { group in
      images.classes.count { $0.group == group } >= 20
    }.map { images.groups[$0] }.sorted().prefix(2)
    if case .alphabets(let chosen) = holdOut { names = chosen[...] }
    let (kept, heldOut) = try images.splitting(holdingOut: Array(names))
    return ExampleData(training: kept, validation: heldOut)
  }

  /// The tasks of a report: the official runs if there are any, MNIST's if they are asked for, and on
  /// alphabets held out 400 trials for each N.
  func suite(mnist: URL?, seed: UInt64) throws -> TaskSuite {
    var suite = TaskSuite(official.map { [(.official, $0)] } ?? [])
    if let mnist { suite = suite + TaskSuite([(.mnist, try MNIST.oneShotTest(in: mnist))]) }
    if let images = test ?? validation {
      suite = try suite + .fewShot(on: images, drawers: .separate, seed: seed)
    }
    if suite.sets.isEmpty {
      throw ValidationError("--hold-out none: found no official runs, expected some to measure on")
    }
    return suite
  }

  /// What the data is, for reports: the dataset's name.
  var name: String { training.name }

  /// What the data is and how it is split, in a line or two.
  var description: String {
    let heldOut = validation?.groups.joined(separator: ", ") ?? "none"
    let test = test.map { ", \($0.groups.joined(separator: ", ")) for the test" } ?? ""
    let runs = official == nil ? "." : ", the official runs for the test."
    let line =
      "Data: \(name): \(training.classes.count) characters of \(training.groups.count) alphabets to "
      + "train on, \(heldOut) held out for validation\(test)\(runs)"
    return [note, line].compactMap { $0 }.joined(separator: "\n")
  }
}
