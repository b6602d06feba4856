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
        Self.archive(
          "images_background", 9_464_212,
          "ad41ab679c8b5d90b271ef46be6987cc81211774a695c29dcc5367b2b26ee640")
      case .evaluation:
        Self.archive(
          "images_evaluation", 6_462_886,
          "1f61a8f3366785b057fc117d9228e78a16e3d976c8953b2a10fcc74cf0609cee")
      case .small1:
        Self.archive(
          "images_background_small1", 1_319_022,
          "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4")
      case .small2:
        Self.archive(
          "images_background_small2", 1_580_917,
          "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f")
      }
    }

    // Sizes and digests as TensorFlow Datasets lists them, url_checksums/omniglot.txt.
    private static func archive(_ name: String, _ size: Int, _ digits: String) -> OfficialFile {
      OfficialFile(
        name: "\(name).zip", size: size, checksum: .sha256(digits), in: Omniglot.repository)
    }
  }

  /// One of the sets whose strokes are published beside its images.
  public enum StrokePart: String, Sendable, Hashable, CaseIterable {
    /// The strokes of ``Part/small1``.
    case small1
    /// The strokes of ``Part/small2``.
    case small2

    /// The archive with these strokes, whose size and digest are those of the published file.
    public var file: OfficialFile {
      let (size, digits) =
        switch self {
        case .small1:
          (3_056_274, "8cb3960fb6cf4ccf5f064ad83169f828c36c36782a0f6e7faacb7ecfae4468a2")
        case .small2:
          (4_100_947, "345bf2141efbea062833dbb2828abbc23d9e07825e46f2afdd4daecddfed6e78")
        }
      return OfficialFile(
        name: "strokes_background_\(rawValue).zip", size: size, checksum: .sha256(digits),
        in: Omniglot.repository)
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
    name: "all_runs.zip", remotePath: "one-shot-classification/all_runs.zip", size: 352_787,
    checksum: .sha256("437c1eeab0af8484112e1b4cc0f3d541ec727f7c47b9b202da738af9dfd6c325"),
    in: repository, marker: "run01")
}
