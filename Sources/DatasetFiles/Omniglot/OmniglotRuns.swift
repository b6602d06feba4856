import Datasets
import Files
import Foundation

extension Omniglot {
  /// The ten alphabets of the evaluation set whose characters make up the official runs, each in two of them:
  /// whoever reports these runs chooses nothing by these alphabets.
  public static let officialAlphabets = [
    "Atlantean", "Ge_ez", "Glagolitic", "Gurmukhi", "Kannada", "Malayalam", "Manipuri",
    "Old_Church_Slavonic_(Cyrillic)", "Tengwar", "Tibetan",
  ]

  /// The official one-shot test: 20 tasks of 20 characters of one alphabet, with one example and one
  /// query of each; none of the alphabets is in the background set.
  ///
  /// - Parameter folder: Holds `all_runs.zip`, or the folders `run01` … `run20` it unpacks to, itself
  ///   or in a folder `all_runs`, `python` or `one-shot-classification`.
  /// - Throws: `DataNotFoundError` if it is missing; `FileProblem` if it is not the published one,
  ///   or something cannot be read or is not as it should be.
  public static func officialRuns(in folder: URL) throws -> TaskSet {
    try officialRuns(from: DataLocator(only: folder))
  }

  /// The official one-shot test, wherever `locator` finds it; else as `officialRuns(in:)`.
  ///
  /// - Throws: As `officialRuns(in:)`.
  public static func officialRuns(from locator: DataLocator) throws -> TaskSet {
    try runs(at: locator.locate(runsFile).url)
  }

  /// The runs in an archive, or in the folder it unpacks to.
  static func runs(at url: URL) throws(FileProblem) -> TaskSet {
    let tree = try FileTree(url)
    let runs = try (1...20).map { number throws(FileProblem) in
      try Run(number, in: tree)
    }
    let paths = runs.flatMap { $0.support + $0.queries }.map { BytePath($0) }
    let images = try PreparedPictures(
      PictureFiles(paths, in: tree), as: nil, skipsProblems: false)
    return TaskSet(
      dataset: ImageDataset(
        name: "Omniglot (official runs)", format: images.format,
        groups: runs.map(\.name), classes: runs.indices.flatMap { runs[$0].classes(of: $0) },
        pixels: images.pixels),
      tasks: runs.indices.map { runs[$0].task(of: $0) })
  }
}

/// One official run: 20 examples, then 20 queries.
private struct Run {
  static let ways = 20
  static let labels = "class_labels.txt"

  let name: String
  /// Paths of pictures.
  let support: [String]
  let queries: [String]
  /// For each query the position of its class in `support`.
  let answers: [Int]

  init(_ number: Int, in tree: FileTree) throws(FileProblem) {
    let numbers = (1...Self.ways).map { $0 < 10 ? "0\($0)" : "\($0)" }
    let name = "run" + (number < 10 ? "0\(number)" : "\(number)")
    func file(_ path: String) throws(FileProblem) -> String {
      let path = "\(name)/\(path)"
      guard tree.contains(BytePath(path)) else {
        throw FileProblem(
          path: tree.path, found: "no file \(path)",
          expected: "the official runs run01 … run20, each with \(Self.labels), "
            + "training/class01.png … class20.png and test/item01.png … item20.png")
      }
      return path
    }
    self.name = name
    var (support, queries): ([String], [String]) = ([], [])
    for number in numbers {
      support.append(try file("training/class\(number).png"))
      queries.append(try file("test/item\(number).png"))
    }
    let labels = BytePath(try file(Self.labels))
    answers = try Self.answers(
      tree.contents(of: labels), at: tree.place(of: labels), queries: queries, support: support)
    (self.support, self.queries) = (support, queries)
  }

  /// Lines like `run01/test/item01.png run01/training/class08.png`.
  private static func answers(
    _ file: [UInt8], at place: String, queries: [String], support: [String]
  ) throws(FileProblem) -> [Int] {
    var answers: [String: Int] = [:]
    for line in String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let names = line.split(separator: " ").map(String.init)
      guard names.count == 2, let answer = support.firstIndex(of: names[1]) else {
        throw FileProblem(
          path: place, found: "the line '\(line)'",
          expected: "lines like '\(queries[0]) \(support[0])'")
      }
      answers[names[0]] = answer
    }
    let found = queries.compactMap { answers[$0] }
    guard found.count == queries.count, answers.count == queries.count, Set(found).count == ways
    else {
      throw FileProblem(
        path: place, found: "labels of \(answers.count) images",
        expected: "another class for each of the \(ways) test images")
    }
    return found
  }

  private func start(of run: Int) -> Int { run * 2 * Self.ways }

  /// Each character with its example and its query.
  func classes(of run: Int) -> [ImageDataset.Class] {
    let task = task(of: run)
    return task.support.indices.map { index in
      let queries = zip(task.queries, task.answers).filter { $0.1 == index }.map(\.0)
      let name = "class" + (index < 9 ? "0\(index + 1)" : "\(index + 1)")
      return .init(name: name, group: run, images: task.support[index] + queries)
    }
  }

  func task(of run: Int) -> OneShotTask {
    let start = start(of: run)
    return OneShotTask(
      support: (0..<Self.ways).map { [start + $0] },
      queries: (0..<Self.ways).map { start + Self.ways + $0 }, answers: answers)
  }
}
