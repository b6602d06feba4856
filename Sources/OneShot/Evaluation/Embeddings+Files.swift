import Datasets
import Files
import Foundation
import Tensor
import Training

/// Embeddings for other programs; ``EmbeddingProjector`` shows them in TensorBoard.
extension Embeddings {
  /// Writes the rows to a `.npy` file, `[count] + embedding`, which `numpy.load` reads.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - type: How each scalar is stored; default single precision.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func writeNPY(to url: URL, as type: ScalarType = .float32) throws(FileProblem) {
    try values.writeNPY(to: url, as: type)
  }

  /// Writes the rows, as `embeddings`, and the positions of the images, as integers, to a
  /// `.safetensors` file.
  ///
  /// - Throws: `FileProblem` if the file cannot be written.
  public func writeSafetensors(to url: URL) throws(FileProblem) {
    let tensors = [
      (name: "embeddings", tensor: values), ("positions", Tensor(positions.map { Float($0) })),
    ]
    try Safetensors(tensors).write(to: url, checksum: false) {
      $0 == "positions" ? .int64 : .single
    }
  }

  /// Writes a table: a line of names, and a line for each image with its position in the dataset, its
  /// class if the dataset is given, and the scalars of its embedding.
  ///
  /// - Parameters:
  ///   - url: The file; written under a temporary name first, so that it is whole or not there.
  ///   - dataset: The dataset of the images, by which their classes are named; default nil.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func writeCSV(to url: URL, of dataset: ImageDataset? = nil) throws(FileProblem) {
    let labels = dataset?.imageLabels
    let width = values.shape.droppingFirst.count
    let names = ["position"] + (labels == nil ? [] : ["class"]) + (0..<width).map { "e\($0)" }
    try writeAtomically(to: url) { file throws(FileProblem) in
      try file.write(Array((names.joined(separator: ",") + "\n").utf8))
      for (row, position) in positions.enumerated() {
        var line = "\(position),"
        if let labels { line += Self.quoted(labels[position] ?? "") + "," }
        line += text(ofRow: row, separator: ",")
        try file.write(Array((line + "\n").utf8))
      }
    }
  }

  /// The scalars of a row, each as short as it can be and be read back.
  func text(ofRow row: Int, separator: String) -> String {
    let width = values.shape.droppingFirst.count
    return values.withUnsafeScalars { scalars in
      scalars[row * width..<(row + 1) * width].map { "\($0)" }.joined(separator: separator)
    }
  }

  /// As RFC 4180 has it.
  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}

extension ImageDataset {
  /// What the class of each image is called.
  var imageLabels: [Int: String] {
    let pairs = classes.flatMap { entry in entry.images.map { ($0, label(of: entry)) } }
    return Dictionary(pairs) { first, _ in first }
  }
}
