import OneShot
import TestSupport
import Testing

@Suite struct NetworksTests {
  /// As the recipes wrote it out: the same weights from the same seed, and the same embeddings.
  @Test func theSmallLegIsThatOfTheRecipes() throws {
    let written = Sequential {
      for (filters, pools) in [(16, true), (64, true), (64, false), (128, true)] {
        Conv2D(
          filters, kernel: 3, padding: .same, usesBias: false, weightInitializer: .heNormal)
        BatchNorm(momentum: 0.9, epsilon: 1e-5)
        Activation.relu
        if pools { MaxPool2D() }
      }
      Flatten()
    }
    var expected = try Siamese(written, input: [28, 28, 1], distance: .meanSquared, seed: 3)
    var found = try Siamese(Networks.small(), input: [28, 28, 1], distance: .meanSquared, seed: 3)
    #expect(found.embeddingSize == 1152)
    #expect(found.values.tensors == expected.values.tensors)
    let images = Glyphs(alphabets: 1, characters: 2, drawers: 2).dataset(size: 28)
      .images(at: [0, 1, 2, 3])
    let batch = LabeledImages(images: images, labels: [0, 0, 1, 1])
    // One step moves weights and statistics; what is embedded afterward depends on epsilon and momentum.
    for _ in 0..<2 {
      var optimizer = Adam(learningRate: 0.01)
      optimizer.update(
        &expected, along: gradient(of: &expected) { metricLoss($0, batch) }.gradients)
      optimizer = Adam(learningRate: 0.01)
      optimizer.update(&found, along: gradient(of: &found) { metricLoss($0, batch) }.gradients)
    }
    expectClose(found.embed(images), expected.embed(images))
  }

  @Test func blocksPoolWhereTheyAreToldTo() throws {
    let leg = Networks.convolutional([(4, true), (6, false), (8, true)])
    #expect(try leg.outputShape(for: [12, 12, 1]) == [3 * 3 * 8])
  }

  @Test func conv4HasFourConvolutionsOfTheGivenFilters() throws {
    #expect(try Networks.conv4().outputShape(for: [84, 84, 3]) == [1600])
    #expect(try Networks.conv4().outputShape(for: [28, 28, 1]) == [64])
    try expectTrainable(Networks.conv4(), weights: 112_832, embedding: 256)
    try expectTrainable(
      Networks.conv4(filters: [64, 96, 128, 256]), weights: 463_616, embedding: 1024)
  }

  @Test func aRelationModuleFitsMapsOfAnySize() throws {
    let maps = Sequential(Networks.convolutional([(4, true), (6, false)]).layers.dropLast())
    for size in [8, 12] {
      let method = try RelationNetwork(
        maps, relation: Networks.relation(), input: [size, size, 1])
      // A convolution of 2 · 6 channels to 64, and the scale, offset and statistics of its batch norm.
      let convolution = 9 * 12 * 64 + 4 * 64
      let dense = size / 2 * (size / 2) * 64 * 8 + 8 + 8 + 1
      #expect(method.relation.parameterCount == convolution + dense)
    }
  }

  @Test func kochsLegHasTheNumbersOfThePaper() throws {
    let leg = Networks.koch(convolutionWeights: .zeros, denseWeights: .zeros)
    let siamese = try Siamese(leg, input: [105, 105, 1])
    #expect(siamese.embeddingSize == 4096)
    #expect(siamese.parameterCount == 38_951_745)
    var small = Networks.koch(
      convolutionWeights: .constant(0.5), denseWeights: .constant(0.25), biases: .constant(0.125))
    try small.build(for: [87, 87, 1])
    let values = small.values
    #expect(values.tensors.count == 10)
    for (path, tensor) in zip(values.paths, values.tensors) {
      let expected: Float = path.hasSuffix("bias") ? 0.125 : tensor.rank == 4 ? 0.5 : 0.25
      #expect(tensor[scalarsAt: 0] == expected, "\(path)")
    }
  }
}

extension Tensor {
  /// The scalar at a position in row-major order.
  fileprivate subscript(scalarsAt position: Int) -> Float { withUnsafeScalars { $0[position] } }
}
