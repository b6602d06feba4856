import OneShot
import TestSupport
import Testing

/// All of `Networks` say what they are made of.
@Suite struct SavedNetworksTests {
  private static let stages = [
    MobileStage(1, filters: 4, strides: 1, expansion: 1), MobileStage(2, filters: 5, strides: 2),
  ]

  /// Narrow ones of each kind, with names of tensors and outputs that must come back.
  private static let narrow: [(Sequential, Shape)] = [
    (Networks.conv4(filters: [2, 3, 4, 5]), [16, 16, 3]),
    (Networks.convolutional([(2, true), (3, false)]), [8, 8, 1]),
    (Networks.resNet(blocks: [1, 2, 1, 1], widths: [2, 3, 4, 5]), [32, 32, 3]),
    (
      Networks.resNet(blocks: [2, 1, 1, 1], widths: [2, 3, 4, 5], hasBottlenecks: true),
      [32, 32, 3]
    ), (Networks.resNet12(widths: [2, 3, 4, 5], dropRate: 0.1), [16, 16, 3]),
    (Networks.wideResNet(blocks: 2, widths: [2, 3, 4, 5], dropRate: 0.2), [8, 8, 3]),
    (Networks.mobileNetV2(stem: 3, stages, head: 6), [16, 16, 3]),
    (
      Networks.efficientNet(stem: 3, stages, head: 6, squeezesAs: .silu, dropRate: 0.2),
      [16, 16, 3]
    ),
    (Networks.efficientNet(stem: 3, stages, head: 6, squeezesAs: nil, dropRate: 0), [16, 16, 3]),
    (Networks.convNeXt(blocks: [1, 2, 1], widths: [2, 3, 4], dropRate: 0.1), [32, 32, 3]),
    (Networks.visionTransformer(patch: 4, width: 6, blocks: 2, heads: 2), [8, 8, 3]),
    (Networks.relation(), [4, 4, 3]),
  ]

  @Test(arguments: narrow.indices) func comeBackBitForBit(_ index: Int) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "leg.safetensors")
      var (leg, input) = Self.narrow[index]
      try leg.build(for: input, seed: 3)
      try leg.save(to: url, input: input)
      let copy = try Sequential(contentsOf: url)
      #expect(copy.values == leg.values)
      var random = SeededGenerator(seed: 1)
      let images = Tensor.normal(input.prepending(2), using: &random)
      #expect(copy(images) == leg(images))
    }
  }

  /// Those of full size; only what they are made of.
  @Test(arguments: [
    Networks.koch(), Networks.kochAsInPaper(), Networks.small(), Networks.conv4(),
    Networks.resNet10(), Networks.resNet18(), Networks.resNet34(), Networks.resNet50(),
    Networks.resNet12(), Networks.wideResNet28x10(), Networks.mobileNetV2(),
    Networks.efficientNetB0(), Networks.efficientNetLite0(), Networks.convNeXtTiny(),
    Networks.visionTransformerTiny(), Networks.relation(),
  ])
  func areDescribed(_ leg: Sequential) throws {
    let json = try Architecture(leg, input: [224, 224, 3]).json()
    #expect(try Architecture(json: json).json() == json)
    #expect(json.utf8.count < 100_000)
  }
}
