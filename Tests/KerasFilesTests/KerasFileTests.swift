import Files
import Foundation
import TestSupport
import Testing

@testable import KerasFiles

@Suite struct KerasFileTests {
  @Test func aModelKeepsItsOrder() throws {
    let folder = Fixture.folder.appending(path: "KerasWeights")
    let model = try KerasFile(contentsOf: folder.appending(path: "network.keras"))
    #expect(
      model.layers.map(\.path)
        == [
          "conv2d", "batch_normalization", "depthwise_conv2d", "separable_conv2d", "conv2d_1",
          "conv2d_transpose", "p_re_lu", "dense", "dense_1",
        ].map { "layers/\($0)" })
    #expect(model.layers[0].name == "first")
    #expect(model.companions.map(\.path) == ["metadata.json", "config.json"])
    let weights = try KerasFile(contentsOf: folder.appending(path: "network.weights.h5"))
    #expect(Set(weights.layers.map(\.path)) == Set(model.layers.map(\.path)))
    #expect(weights.layers[0].path == "layers/batch_normalization")
  }

  @Test func refusesWhatIsDamaged() throws {
    let folder = Fixture.folder.appending(path: "KerasWeights")
    for name in ["network.keras", "network.weights.h5"] {
      let whole = try Data(contentsOf: folder.appending(path: name))
      try inTemporaryFolder { folder in
        let url = folder.appending(path: name)
        for count in [0, 7, 100, whole.count / 2] {
          try whole.prefix(count).write(to: url)
          let problem = #expect(throws: FileProblem.self) { try KerasFile(contentsOf: url) }
          #expect(problem?.path.contains(name) == true)
        }
        #expect(throws: FileProblem.self) {
          try KerasFile(contentsOf: folder.appending(path: "missing.h5"))
        }
      }
    }
  }
}
