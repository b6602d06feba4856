import Autograd
import Foundation
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct DescribedLayerTests {
  @Test(arguments: DescribedLayers.samples.indices)
  func isMadeAgainFromItsForm(_ index: Int) throws {
    let sample = DescribedLayers.samples[index]
    let input = sample.input
    func check<Described: DescribedLayer>(_ layer: Described) throws {
      let text = try DescribedLayers.text(LayerForm(layer))
      let read = try #require(try DescribedLayers.read(text) as? Described)
      #expect(try DescribedLayers.text(LayerForm(read)) == text)
      var (layer, copy) = (layer, read)
      let output = try layer.build(for: input, seed: 3)
      #expect(try copy.build(for: input, seed: 4) == output)
      copy.values = layer.values
      var random = SeededGenerator(seed: 1)
      let ids = layer is Embedding
      let batch =
        ids
        ? Tensor([[0, 2, 1, 1], [2, 2, 0, 1]])
        : Tensor.normal(input.prepending(2), using: &random)
      #expect(copy(batch) == layer(batch), "\(text)")
    }
    try check(sample.layer)
  }

  /// A new layer is described, or stands here with the reason.
  @Test func noLayerIsForgotten() throws {
    let refused: Set = ["Lambda"]  // a function
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Layers")
    var found: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(
      atPath: sources.path(percentEncoded: false))
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for match in text.matches(of: /(?m)^public struct (\w+): Layer \{/) {
        found.insert(String(match.1))
      }
    }
    #expect(found.count > 30)
    #expect(found.subtracting(refused) == Set(LayerCatalog.standard.kinds))
    let tried = Set(
      DescribedLayers.samples.map { sample in
        func kind<Described: DescribedLayer>(_: Described) -> String { Described.kind }
        return kind(sample.layer)
      })
    #expect(tried == Set(LayerCatalog.standard.kinds))
  }

  // MARK: - What cannot be described

  @Test func functionsAreRefusedByName() throws {
    let mish = Activation("mish") { $0 * $0.softplus().tanh() }
    let model = Sequential {
      Flatten()
      Residual {
        Dense(4)
        Dense(4, activation: mish)
      }
      Lambda("half") { $0 * 0.5 }
    }
    let error = #expect(throws: ArchitectureError.self) {
      try DescribedLayers.text(LayerForm(model))
    }
    #expect(
      error?.description
        == "1.layers.1.activation: expected an activation of this library, found Activation \"mish\""
    )
    let second = #expect(throws: ArchitectureError.self) {
      try DescribedLayers.text(LayerForm(Sequential([model.layers[0], model.layers[2]])))
    }
    #expect(
      second?.description
        == "1: expected a layer that can be described: a DescribedLayer, found Lambda \"half\"")
    // A name that this library has does not make a function known.
    let other = Activation("relu") { $0.tanh() }
    #expect(throws: ArchitectureError.self) { try DescribedLayers.text(LayerForm(other)) }
  }

  @Test func numbersThatAreNoneAreRefused() {
    for layer: any Layer in [Activation.elu(alpha: .nan), LayerScale(.infinity)] {
      #expect(throws: (any Error).self) { try DescribedLayers.text(LayerForm(layer)) }
    }
  }
}
