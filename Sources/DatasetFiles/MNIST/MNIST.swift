import Datasets
import Files
import Foundation

/// The MNIST database of handwritten digits, and others in its files: Fashion-MNIST, KMNIST.
///
/// ```swift
/// let digits = try MNIST.load(.training, in: URL(filePath: "data/mnist"))
/// digits.classes.map(\.name)    // ["0", "1", … "9"]
/// ```
public enum MNIST {
  /// One of the two sets.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// 60,000 images to learn from.
    case training = "train"
    /// 10,000 images to evaluate on.
    case test = "t10k"
  }

  /// The images of one set, a class for each digit, all in one group.
  ///
  /// - Parameters:
  ///   - part: The training or the test images.
  ///   - folder: Holds files such as `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, plain
  ///     or compressed as `….gz`.
  /// - Throws: `FileProblem` if a file is missing, cannot be read, is damaged or does not fit the
  ///   other one.
  public static func load(_ part: Part, in folder: URL) throws(FileProblem) -> ImageDataset {
    let imageFile = try find("\(part.rawValue)-images-idx3-ubyte", in: folder)
    let labelFile = try find("\(part.rawValue)-labels-idx1-ubyte", in: folder)
    let images = try IDX(contentsOf: imageFile, rank: 3)
    let labels = try IDX(contentsOf: labelFile, rank: 1)
    guard labels.bytes.count == images.dimensions[0] else {
      throw FileProblem(
        path: labelFile.relativePath, found: "\(labels.bytes.count) labels",
        expected: "\(images.dimensions[0]), one for each image of \(imageFile.relativePath)")
    }
    if let label = labels.bytes.max(), label > 9 {
      throw FileProblem(
        path: labelFile.relativePath, found: "a label \(label)", expected: "digits from 0 to 9")
    }
    let members = Dictionary(grouping: labels.bytes.indices) { labels.bytes[$0] }
    return ImageDataset(
      name: "MNIST (\(part))", height: images.dimensions[1], width: images.dimensions[2],
      groups: ["digits"],
      classes: (0..<10).map { .init(name: "\($0)", group: 0, images: members[UInt8($0)] ?? []) },
      pixels: images.bytes)
  }

  private static func find(_ name: String, in folder: URL) throws(FileProblem) -> URL {
    let plain = folder.appending(path: name)
    for candidate in [plain, plain.appendingPathExtension("gz")] where Files.exists(candidate) {
      return candidate
    }
    throw FileProblem(
      path: plain.relativePath, found: "neither", expected: "this file or \(name).gz")
  }
}
