import Files
import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct EmbeddingsFilesTests {
  let dataset = numberedImages(groups: [2, 1], drawers: 2)

  @Test func tablesAndTensors() throws {
    let store = NearestNeighbor().embed(dataset, at: [1, 4])
    try inTemporaryFolder { folder in
      let csv = folder.appending(path: "x.csv")
      try store.writeCSV(to: csv, of: dataset)
      #expect(
        try String(contentsOf: csv, encoding: .utf8)
          == """
          position,class,e0,e1,e2,e3
          1,group0/class0,0.0,0.003921569,0.0,0.0
          4,group1/class0,0.007843138,0.0,0.0,0.0

          """)
      try store.writeCSV(to: csv)
      #expect(
        try String(contentsOf: csv, encoding: .utf8).hasPrefix("position,e0,e1,e2,e3\n1,0.0,"))
      let npy = folder.appending(path: "x.npy")
      try store.writeNPY(to: npy)
      #expect(try Tensor(npy: npy) == store.values)
      let safetensors = folder.appending(path: "x.safetensors")
      try store.writeSafetensors(to: safetensors)
      let file = try Safetensors(contentsOf: safetensors, integers: .converted)
      #expect(file["embeddings"] == store.values)
      #expect(file["positions"] == Tensor([1, 4]))
    }
  }

  @Test func aNameWithACommaIsQuoted() throws {
    let odd = ImageDataset(
      name: "odd", height: 1, width: 1, groups: ["g"],
      classes: [.init(name: "a,\"b\"", group: 0, images: [0])], pixels: [0])
    try inTemporaryFolder { folder in
      let csv = folder.appending(path: "x.csv")
      try NearestNeighbor().embed(odd).writeCSV(to: csv, of: odd)
      #expect(try String(contentsOf: csv, encoding: .utf8).contains("0,\"a,\"\"b\"\"\",0.0"))
    }
  }
}
