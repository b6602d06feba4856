import Autograd
import Files
import Foundation
import Layers
import Tensor
import TestSupport
import Testing
import Training

@Suite struct SavedModelTests {
  /// Multiplies by a factor; makes a second parameter only when it is built.
  struct Affine: DescribedLayer {
    var factor = Parameter { input, _ in .ones([input[-1]]) }
    var offset: Parameter?
    static var parts: [Part<Self>] { [Part("factor", \.factor), Part("offset", \.offset)] }
    mutating func build(
      for input: Shape, using random: inout SeededGenerator
    ) throws(ShapeError) -> Shape {
      try factor.build(for: input, named: "factor", using: &random)
      if offset == nil { offset = Parameter(.zeros([input[-1]])) }
      return input
    }
    func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value + offset!.value }
    init() {}
    init(form: NoSettings) {}
  }

  private static let input: Shape = [6, 6, 1]

  private func model(_ layers: [any Layer] = []) throws -> Sequential {
    var model = Sequential(
      [Conv2D(2, kernel: 3, activation: .relu), BatchNorm(), Flatten()] + layers
        + [Dense(3, weightRegularizer: .l1(0.5))])
    try model.build(for: Self.input, seed: 5)
    model.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("0.") }
    return model
  }

  private let images = samples([2, 6, 6, 1])[0]

  @Test func isWhatWasSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      var model = try model()
      _ = gradient(of: &model) { $0(images).sum() }
      try model.save(to: url, input: Self.input, metadata: ["made by": "a test"])
      let saved = try SavedModel(contentsOf: url)
      #expect(saved.input == Self.input && saved.metadata == ["made by": "a test"])
      #expect(saved.layer(images) == model(images))
      let copy = try Sequential(contentsOf: url)
      #expect(copy.values == model.values)
      #expect(
        copy.parameters.map(\.parameter.isFrozen) == model.parameters.map(\.parameter.isFrozen))
      #expect(
        copy.parameters.map(\.parameter.regularizer)
          == model.parameters.map(\.parameter.regularizer))
      // It is a file of weights as well.
      var other = try self.model()
      try other.loadWeights(from: url)
      #expect(other.values == model.values)
    }
  }

  @Test func inHalfPrecision() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      let model = try model()
      try model.save(to: url, input: Self.input, as: .float16)
      let copy = try Sequential(contentsOf: url)
      expectClose(copy(images), model(images), tolerance: 1e-2)
      try copy.save(to: url, input: Self.input, as: .float16)
      #expect(try Sequential(contentsOf: url).values == copy.values)
    }
  }

  @Test func layersOfAUser() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      var model = try model([Affine()])
      model.forEachParameter { path, parameter in
        if path == "3.offset" { parameter.value = .full(parameter.value.shape, 2) }
      }
      try model.save(to: url, input: Self.input)
      let catalog = LayerCatalog.standard.adding(Affine.self)
      let copy = try Sequential(contentsOf: url, catalog: catalog)
      #expect(copy.values == model.values && copy(images) == model(images))
      let error = #expect(throws: FileProblem.self) { try Sequential(contentsOf: url) }
      #expect(error?.found == "3: a layer of the kind \"Affine\"")
    }
  }

  @Test func whatCannotBeDescribedIsNotSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      let half = try model([Lambda("half") { $0 * 0.5 }])
      let error = #expect(throws: FileProblem.self) {
        try half.save(to: url, input: Self.input)
      }
      #expect(error?.found == "3: Lambda \"half\"")
      let model = try model()
      let input = #expect(throws: FileProblem.self) { try model.save(to: url, input: [7, 6, 1]) }
      #expect(input?.found.hasPrefix("3: weight has shape") == true)
      #expect(throws: FileProblem.self) {
        try model.save(to: url, input: Self.input, metadata: ["format": "mine"])
      }
      var wrong = model
      wrong.forEachParameter { path, parameter in
        if path == "3.bias" { parameter.value = .full([3], .nan) }
      }
      #expect(throws: FileProblem.self) { try wrong.save(to: url, input: Self.input) }
      #expect(!FileManager.default.fileExists(atPath: url.path(percentEncoded: false)))
    }
  }

  // MARK: - Files that are refused

  /// What reading says after `change`.
  private func refusal(
    checksum: Bool = true, of change: (inout Safetensors) -> Void
  ) throws -> String? {
    var text: String?
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      try model().save(to: url, input: Self.input)
      var file = try Safetensors(contentsOf: url)
      change(&file)
      try file.write(to: url, checksum: checksum)
      let error = #expect(throws: FileProblem.self) { try SavedModel(contentsOf: url) }
      text = error?.found
    }
    return text
  }

  @Test func otherFilesAreRefused() throws {
    #expect(
      try refusal { $0.metadata = [:] } == "tensors that do not say of which layers")
    #expect(
      try refusal { $0.metadata["format"] = "OneShot classifier 2" }
        == "the format OneShot classifier 2")
    #expect(try refusal(checksum: false) { _ in } == "the format OneShot model 1")
    #expect(
      try refusal { $0.metadata["architecture"]?.replace(#""Dense""#, with: #""Dance""#) }
        == "3: a layer of the kind \"Dance\"")
    #expect(
      try refusal { $0.metadata["architecture"]?.replace(#""units":3"#, with: #""units":9999999"#) }
        == "3: weight has shape [32, 3], but the input needs [32, 9999999]")
    #expect(
      try refusal {
        $0.metadata["architecture"]?.replace("[6,6,1]", with: "[1000,1000,1000]")
      }?.hasPrefix("0: ") == true)
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "3.bias" } } == "no tensor 3.bias")
    #expect(try refusal { $0.tensors.append(("4.bias", .ones([1]))) } == "a tensor 4.bias")
    #expect(
      try refusal { file in
        let place = file.tensors.firstIndex { $0.name == "1.scale" }!
        file.tensors[place].tensor = .zeros([3])
      } == "1: scale has shape [3], but the input needs [2]")
  }

  @Test func anotherTypeIsRefused() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "model.safetensors")
      try model().save(to: url, input: Self.input)
      let error = #expect(throws: FileProblem.self) { try ConvBlock(contentsOf: url) }
      #expect(error?.found == "a Sequential" && error?.expected == "a ConvBlock")
    }
  }
}
