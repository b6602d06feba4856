import Foundation

/// Omniglot: 1623 handwritten characters of 50 alphabets, each drawn once by each of 20 people, as
/// images of 105×105 pixels.
///
/// Lake, Salakhutdinov and Tenenbaum, "Human-level concept learning through probabilistic program
/// induction", Science 350 (2015).
///
/// ```swift
/// let folder = URL(filePath: "data/omniglot")
/// let training = try Omniglot.load([.small1, .small2], in: folder)
/// training.classes.count    // 242
/// let runs = try Omniglot.officialRuns(in: folder)
/// runs.count                // 20
/// ```
public enum Omniglot {
  /// One of the sets that Omniglot is published in.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// 30 alphabets of 964 characters to learn from.
    case background
    /// 20 other alphabets of 659 characters to evaluate on.
    case evaluation
    /// 5 alphabets of 136 characters of the background set, a "minimal" set to learn from.
    case small1
    /// 5 alphabets of 156 characters of the background set; Greek and Latin are in `small1` too.
    case small2

    /// The archive with this part.
    public var file: OfficialFile {
      switch self {
      case .background:
        Self.archive("images_background", "68d2efa1b9178cc56df9314c21c6e718")
      case .evaluation:
        Self.archive("images_evaluation", "6b91aef0f799c5bb55b94e3f2daec811")
      case .small1:
        Self.archive("images_background_small1", "e704a628b5459e08445c13499850abc4")
      case .small2:
        Self.archive("images_background_small2", "b75a71a51d3b13f821f212756fe481fd")
      }
    }

    private static func archive(_ name: String, _ md5: String) -> OfficialFile {
      OfficialFile(name: "\(name).zip", checksum: .md5(md5), in: Omniglot.repository)
    }
  }

  /// The folder `python` of Omniglot's repository; archives may lie below a folder of one's own as they
  /// lie there.
  public static let repository = OfficialFile.Repository(
    name: "omniglot",
    address: URL(string: "https://raw.githubusercontent.com/brendenlake/omniglot/master/python")!,
    subfolders: ["python", "one-shot-classification", "python/one-shot-classification"])

  /// The archive with the official one-shot runs.
  public static let runsFile = OfficialFile(
    name: "all_runs.zip", remotePath: "one-shot-classification/all_runs.zip",
    checksum: .sha256("437c1eeab0af8484112e1b4cc0f3d541ec727f7c47b9b202da738af9dfd6c325"),
    in: repository, marker: "run01")
}
