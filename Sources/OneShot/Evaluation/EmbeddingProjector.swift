import Datasets
import Files
import Foundation

/// Embeddings in the form that TensorBoard's projector shows: as points in space that carry their images.
///
/// ```swift
/// let store = siamese.embed(unseen)
/// try EmbeddingProjector(store, of: unseen)
///   .write(to: URL(filePath: "projector"))
/// // tensorboard --logdir projector
/// ```
///
/// <https://projector.tensorflow.org> reads `tensors.tsv` and `metadata.tsv` too.
public struct EmbeddingProjector: Sendable {
  /// The embeddings.
  public let embeddings: Embeddings
  /// The dataset that the images are of.
  public let dataset: ImageDataset
  /// What the projector calls the embeddings.
  public let name: String

  /// Embeddings of a dataset's images.
  ///
  /// - Parameters:
  ///   - embeddings: The embeddings, of any shape.
  ///   - dataset: The dataset that the images are of.
  ///   - name: What the projector calls the embeddings; default `embeddings`.
  public init(_ embeddings: Embeddings, of dataset: ImageDataset, name: String = "embeddings") {
    (self.embeddings, self.dataset, self.name) = (embeddings, dataset, name)
  }

  /// Writes `tensors.tsv`, a line for each image; `metadata.tsv`, the class and the position of each;
  /// `sprite.png`, the images; and `projector_config.pbtxt`, which names the others.
  ///
  /// - Parameter folder: Made if it is not there; files of these names are replaced.
  /// - Throws: `FileProblem` if a file cannot be written, and what the dataset's source of images throws.
  public func write(to folder: URL) throws {
    try Files.makeFolder(folder)
    try writeAtomically(to: folder.appending(path: "tensors.tsv")) { file throws(FileProblem) in
      for row in embeddings.positions.indices {
        try file.write(Array((embeddings.text(ofRow: row, separator: "\t") + "\n").utf8))
      }
    }
    let labels = dataset.imageLabels
    try writeAtomically(to: folder.appending(path: "metadata.tsv")) { file throws(FileProblem) in
      try file.write(Array("class\timage\n".utf8))
      for position in embeddings.positions {
        let label = (labels[position] ?? "").map { $0.isWhitespace ? " " : String($0) }.joined()
        try file.write(Array("\(label)\t\(position)\n".utf8))
      }
    }
    var sprite: ImageSprite?
    if !embeddings.positions.isEmpty {
      let made = try ImageSprite(of: dataset, at: embeddings.positions)
      try Files.write(made.png, to: folder.appending(path: "sprite.png"))
      sprite = made
    }
    try Files.write(
      Array(configuration(sprite).utf8), to: folder.appending(path: "projector_config.pbtxt"))
  }

  private func configuration(_ sprite: ImageSprite?) -> String {
    let name = name.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
    let image =
      sprite.map { sprite in
        """
          sprite {
            image_path: "sprite.png"
            single_image_dim: \(sprite.tileWidth)
            single_image_dim: \(sprite.tileHeight)
          }

        """
      } ?? ""
    return """
      embeddings {
        tensor_name: "\(name)"
        tensor_path: "tensors.tsv"
        metadata_path: "metadata.tsv"
      \(image)}

      """
  }
}
