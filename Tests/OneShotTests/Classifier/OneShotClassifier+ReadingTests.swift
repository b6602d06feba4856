import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct OneShotClassifierReadingTests {
  /// A leg of a user.
  struct Leg: DescribedLayer {
    var layers: Sequential
    static var parts: [Part<Self>] { [Part("layers", \.layers)] }
    func callAsFunction(_ input: Tensor) -> Tensor { layers(input).l2Normalized() }

    var form: Sequential.Form { layers.form }
    init(_ layers: Sequential) { self.layers = layers }
    init(form: Sequential.Form) { self.init(Sequential(form: form)) }
  }

  private func answer<Leg: Layer>(_ classifier: OneShotClassifier<Leg>) throws -> [UInt32] {
    try classifier.predictions(of: TinyNetwork.glyphs.images(at: [3, 17, 40]), top: .max)
      .flatMap { $0.candidates.map(\.score.bitPattern) }
  }

  @Test func aDescribedNetworkNeedsNoCode() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let classifier = try TinyNetwork.classifier(classes: 4, views: 2)
      try classifier.save(to: url, selfContained: true)
      let copy = try OneShotClassifier(contentsOf: url)
      #expect(try answer(copy) == answer(classifier))
      #expect(copy.siamese.values == classifier.siamese.values)
      #expect(copy.siamese.input == [12, 12, 1] && copy.labels == classifier.labels)
    }
  }

  @Test(arguments: [Distance.l1, .weightedSquaredL2, .l2, .squaredL2, .meanSquared, .cosine])
  func everyDistance(_ distance: Distance) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let leg = try TinyNetwork.make().leg
      let siamese = try Siamese(
        leg, input: [12, 12, 1], distance: distance,
        head: Dense(1, activation: .leakyReLU(slope: 0.25), usesBias: false))
      try OneShotClassifier(siamese).save(to: url)
      let copy = try OneShotClassifier(contentsOf: url)
      #expect(copy.siamese.values == siamese.values)
      #expect(copy.siamese.head.activation.name == "leakyReLU(0.25)")
      #expect(copy.siamese.distance.name == distance.name)
    }
  }

  @Test func aLegOfAUser() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let leg = Leg(try TinyNetwork.make().leg)
      let classifier = OneShotClassifier(
        try Siamese(leg, input: [12, 12, 1], distance: .cosine))
      try classifier.enroll("a", TinyNetwork.image(1))
      try classifier.save(to: url, selfContained: true)
      let copy = try OneShotClassifier<Leg>(
        contentsOf: url, catalog: .standard.adding(Leg.self))
      #expect(try answer(copy) == answer(classifier))
      let unknown = #expect(throws: FileProblem.self) { try OneShotClassifier(contentsOf: url) }
      #expect(unknown?.found == "leg: a layer of the kind \"Leg\"")
      let other = #expect(throws: FileProblem.self) {
        try OneShotClassifier(contentsOf: url, catalog: .standard.adding(Leg.self))
      }
      #expect(other?.found == "a leg of the type Leg")
    }
  }

  @Test func whatCannotBeDescribedIsReadWithCode() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let mish = Activation("mish") { $0 * $0.softplus().tanh() }
      let product = Distance("product", features: { $0 }, scale: 1) { a, b in a * b }
      let networks = [
        "leg.3.activation: Activation \"mish\"": try TinyNetwork.make(activation: mish),
        "distance: the distance \"product\"": try TinyNetwork.make(distance: product),
        "head: Activation \"mish\"": try Siamese(
          try TinyNetwork.make().leg, input: [12, 12, 1], head: Dense(1, activation: mish)),
      ]
      for (found, siamese) in networks {
        let classifier = OneShotClassifier(siamese)
        let error = #expect(throws: FileProblem.self) {
          try classifier.save(to: url, selfContained: true)
        }
        #expect(error?.found.hasPrefix(found.prefix(4)) == true, "\(error!)")
        #expect(error?.found.hasSuffix(found.drop { $0 != ":" }) == true, "\(error!)")
        try classifier.save(to: url)
        let copy = try OneShotClassifier(contentsOf: url, model: siamese)
        #expect(copy.siamese.values == siamese.values)
        #expect(throws: FileProblem.self) { try OneShotClassifier(contentsOf: url) }
      }
    }
  }

  /// What reading without a network says after `change`.
  private func refusal(of change: (inout Safetensors) -> Void) throws -> String? {
    var text: String?
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      try TinyNetwork.classifier().save(to: url)
      var file = try Safetensors(contentsOf: url)
      change(&file)
      try file.write(to: url, checksum: true)
      let error = #expect(throws: FileProblem.self) { try OneShotClassifier(contentsOf: url) }
      text = error?.found
    }
    return text
  }

  @Test func wrongFilesAreRefused() throws {
    func changing(_ part: String, to other: String) throws -> String? {
      try refusal { $0.metadata["architecture"]?.replace(part, with: other) }
    }
    #expect(try changing("Flatten", to: "Flutter") == "leg.2: a layer of the kind \"Flutter\"")
    #expect(
      try changing("\"units\":6", to: "\"units\":16000000")
        == "leg.3: weight has shape [50, 6], but the input needs [50, 16000000]")
    #expect(
      try changing("\"tanh\"", to: "\"relu\"")
        == "other embeddings of the same images, with the same weights")
    #expect(
      try changing("[12,12,1]", to: "[13,13,1]")
        == "the classifier of another network, with the input [12, 12, 1]")
    #expect(
      try refusal { $0.metadata["classifier"]?.replace("meanSquared", with: "unheard") }
        == "the distance unheard")
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "model.leg.0.bias" } }
        == "no tensor model.leg.0.bias")
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "model.head.weight" } }
        == "no tensor model.head.weight")
  }

  @Test func whatManyEnrollAtATimeIsAllThere() throws {
    let folder = try TemporaryFolder()
    let file = folder["signs.safetensors"]
    var recipe = Recipe.pictures
    (recipe.imageSize, recipe.blocks) = (12, [.init(2)])
    try OneShotClassifier(try recipe.network(), recipe: recipe).save(to: file)
    DispatchQueue.concurrentPerform(iterations: 12) { index in
      _ = try? OneShotClassifier.update(file) {
        try $0.enroll("class \(index)", TinyNetwork.image(index % 3))
      }
    }
    let labels = try OneShotClassifier(contentsOf: file).labels
    #expect(Set(labels) == Set((0..<12).map { "class \($0)" }))
    #expect(throws: ClassifierError.self) {
      try OneShotClassifier.update(file) { try $0.enroll("", TinyNetwork.image(0)) }
    }
    #expect(try OneShotClassifier(contentsOf: file).labels == labels)
    #expect(folder.names == ["signs.safetensors"])
  }
}
