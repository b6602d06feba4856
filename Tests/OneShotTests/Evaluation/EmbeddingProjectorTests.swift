import DatasetFiles
import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct EmbeddingProjectorTests {
  @Test func writesWhatTensorBoardShows() throws {
    let dataset = numberedImages(groups: [2, 1], drawers: 2)
    let store = NearestNeighbor().embed(dataset, at: [0, 1, 5])
    try inTemporaryFolder { folder in
      let folder = folder.appending(path: "projector")
      try EmbeddingProjector(store, of: dataset).write(to: folder)
      func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      }
      #expect(
        try text("tensors.tsv")
          == "0.0\t0.0\t0.0\t0.0\n0.0\t0.003921569\t0.0\t0.0\n0.007843138\t0.003921569\t0.0\t0.0\n")
      #expect(
        try text("metadata.tsv")
          == "class\timage\ngroup0/class0\t0\ngroup0/class0\t1\ngroup1/class0\t5\n")
      #expect(
        try text("projector_config.pbtxt")
          == """
          embeddings {
            tensor_name: "embeddings"
            tensor_path: "tensors.tsv"
            metadata_path: "metadata.tsv"
            sprite {
              image_path: "sprite.png"
              single_image_dim: 2
              single_image_dim: 2
            }
          }

          """)
      // Two rows of two images, ink dark; the last place is free.
      let bytes = try Array(Data(contentsOf: folder.appending(path: "sprite.png")))
      let sprite = try PNG.decode(bytes)
      #expect((sprite.width, sprite.height) == (4, 4))
      #expect(
        sprite.pixels == [255, 255, 255, 254] + [255, 255, 255, 255]
          + [253, 254, 255, 255] + [255, 255, 255, 255])
    }
  }

  @Test func ofNoImagesThereIsNoSprite() throws {
    let dataset = numberedImages(groups: [1], drawers: 1)
    try inTemporaryFolder { folder in
      try EmbeddingProjector(NearestNeighbor().embed(dataset, at: []), of: dataset).write(
        to: folder)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: folder.path(percentEncoded: false))
      #expect(names.sorted() == ["metadata.tsv", "projector_config.pbtxt", "tensors.tsv"])
    }
  }
}
