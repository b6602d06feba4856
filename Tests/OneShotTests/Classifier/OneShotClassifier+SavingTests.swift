import Foundation
import OneShot
import TestSupport
import Testing

@Suite struct OneShotClassifierSavingTests {
  /// With everything that a file may hold.
  private func classifier() throws -> OneShotClassifier<Sequential> {
    let classifier = try TinyNetwork.classifier(
      classes: 4, views: 2, metadata: ["made by": "{\"test\":12}", "ä\"\n": ""])
    try classifier.enroll("class 1", TinyNetwork.images(1, drawers: 1..<3))
    try classifier.enroll("Ελληνικά \"\\\n", TinyNetwork.image(9))
    try classifier.calibrate(
      on: TinyNetwork.glyphs, ways: 3, trials: 20, falseAcceptRate: 0.1, seed: .max)
    return classifier
  }

  /// The bits of all that a classifier says of some images.
  private static func answers(_ classifier: OneShotClassifier<Sequential>) throws -> String {
    let images = TinyNetwork.glyphs.images(at: [3, 17, 40, 99])
    let predictions = try classifier.predictions(of: images, top: .max)
    let candidates = predictions.flatMap { prediction in
      prediction.candidates.map {
        "\($0.label) \($0.score.bitPattern) \($0.probability.bitPattern) "
          + "\($0.verification.bitPattern) \(prediction.threshold.bitPattern)"
      }
    }
    let verdict = try classifier.verify(images[0], images[1])
    return candidates.joined(separator: "\n")
      + "\n\(verdict.score.bitPattern) \(verdict.threshold.bitPattern)"
  }

  @Test func isWhatWasSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let classifier = try classifier()
      try classifier.save(to: url)
      let copy = try OneShotClassifier(contentsOf: url, model: try TinyNetwork.make(seed: 9))
      #expect(copy.labels == classifier.labels)
      for label in copy.labels { #expect(copy.shots(of: label) == classifier.shots(of: label)) }
      #expect(copy.metadata == classifier.metadata && copy.views == 2)
      #expect(copy.augmentation == classifier.augmentation)
      #expect(copy.preprocessing == nil && copy.recipe == nil)
      #expect(copy.shotRule == classifier.shotRule)
      #expect(copy.calibration == classifier.calibration)
      #expect(copy.rejectionThreshold == classifier.rejectionThreshold)
      #expect(copy.verificationThreshold == classifier.verificationThreshold)
      #expect(try Self.answers(copy) == Self.answers(classifier))
      try copy.enroll("new", TinyNetwork.image(20))
      #expect(copy.labels.count == 6)
    }
  }

  @Test func keepsHowPicturesArePrepared() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let preprocessing = ImagePreprocessing(
        height: 12, width: 12, fit: .stretched, values: .ink(.lightOnDark))
      let siamese = try TinyNetwork.make()
      try OneShotClassifier(siamese, preprocessing: preprocessing).save(to: url)
      let copy = try OneShotClassifier(contentsOf: url, model: siamese)
      #expect(copy.preprocessing == preprocessing)
    }
  }

  @Test func aFileOfARecipeNeedsNoNetwork() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      var recipe = Recipe.pictures
      (recipe.imageSize, recipe.blocks) = (12, [.init(4), .init(6, pools: false)])
      let classifier = OneShotClassifier(try recipe.network(seed: 5), recipe: recipe, views: 3)
      try classifier.enroll("a", TinyNetwork.images(3, drawers: 0..<2))
      try classifier.save(to: url)
      let copy = try OneShotClassifier(contentsOf: url)
      #expect(copy.recipe == recipe && copy.labels == ["a"] && copy.views == 3)
      #expect(try Self.answers(copy) == Self.answers(classifier))
      // As it was before the layers were written too.
      try withoutArchitecture(url)
      let old = try OneShotClassifier(contentsOf: url)
      #expect(try old.recipe == recipe && Self.answers(old) == Self.answers(classifier))
      try TinyNetwork.classifier().save(to: url)
      try withoutArchitecture(url)
      let error = #expect(throws: FileProblem.self) { try OneShotClassifier(contentsOf: url) }
      #expect(error?.found == "a classifier that does not say how its network is made")
      var none = recipe
      none.imageSize = -1
      try OneShotClassifier(try recipe.network(), recipe: none).save(to: url)
      try withoutArchitecture(url)
      let other = #expect(throws: FileProblem.self) { try OneShotClassifier(contentsOf: url) }
      #expect(other?.found == "a recipe of no network")
    }
  }

  private func withoutArchitecture(_ url: URL) throws {
    var file = try Safetensors(contentsOf: url)
    file.metadata["architecture"] = nil
    try file.write(to: url, checksum: true)
  }

  @Test(arguments: Safetensors.Precision.allCases)
  func inEveryPrecision(_ precision: Safetensors.Precision) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let classifier = try classifier()
      try classifier.save(to: url, as: precision)
      let size = try Data(contentsOf: url).count
      let copy = try OneShotClassifier(contentsOf: url)
      #expect(copy.labels == classifier.labels && copy.calibration == classifier.calibration)
      let rounding: Float = [.float32: 0, .float16: 1e-2, .bfloat16: 1e-1][precision]!
      let images = TinyNetwork.glyphs.images(at: [3, 17, 40])
      expectClose(
        copy.siamese.embed(images), classifier.siamese.embed(images), tolerance: rounding)
      try OneShotClassifier.update(url) { #expect($0.labels == copy.labels) }
      #expect(try Data(contentsOf: url).count == size)
      #expect(try OneShotClassifier(contentsOf: url).siamese.values == copy.siamese.values)
    }
  }

  @Test func weightsBeyondThePrecisionAreNotSaved() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      var siamese = try TinyNetwork.make()
      siamese.forEachParameter { path, parameter in
        if path == "leg.3.bias" { parameter.value = .full([6], 1e6) }
      }
      let error = #expect(throws: FileProblem.self) {
        try OneShotClassifier(siamese).save(to: url, as: .float16)
      }
      #expect(error?.found == "leg.3.bias with a number of size 1000000.0")
    }
  }

  /// After a training that went wrong.
  @Test(arguments: [Float.nan, .infinity]) func aNetworkOfNoNumbersIsNotSaved(_ value: Float) throws
  {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      var siamese = try TinyNetwork.make()
      siamese.forEachParameter { path, parameter in
        if path == "leg.3.bias" { parameter.value = .full([6], value) }
      }
      let error = #expect(throws: FileProblem.self) {
        try OneShotClassifier(siamese).save(to: url)
      }
      #expect(error?.found == "infinity or NaN in leg.3.bias")
      #expect(error?.path == url.path(percentEncoded: false))
      #expect(!FileManager.default.fileExists(atPath: url.path(percentEncoded: false)))
    }
  }

  @Test(arguments: ShotRule.allCases) func withoutClassesOrCalibration(_ rule: ShotRule) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let siamese = try TinyNetwork.make()
      let classifier = OneShotClassifier(
        siamese, shotRule: rule, augmentation: AffineAugmentation())
      try classifier.save(to: url)
      let copy = try OneShotClassifier(contentsOf: url, model: siamese)
      #expect(copy.labels.isEmpty && copy.shotRule == rule && copy.calibration == nil)
      #expect(copy.rejectionThreshold == -.infinity && copy.verificationThreshold == 0)
      #expect(copy.augmentation == AffineAugmentation() && copy.metadata.isEmpty)
    }
  }

  @Test func aFreshProcessGivesTheSameBits() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "classifier.safetensors")
    let classifier = try classifier()
    try classifier.save(to: url)
    let path = url.path(percentEncoded: false)
    await #expect(processExitsWith: .success) { [path = path as String] in
      let copy = try OneShotClassifier(
        contentsOf: URL(filePath: path), model: try TinyNetwork.make(seed: 9))
      try OneShotClassifierSavingTests.answers(copy).write(
        to: URL(filePath: path + ".answers"), atomically: true, encoding: .utf8)
    }
    let found = try String(contentsOf: URL(filePath: path + ".answers"), encoding: .utf8)
    #expect(try found == Self.answers(classifier))
  }

  // MARK: - Files that are refused

  /// A file as small as it gets.
  private func smallNetwork(seed: UInt64 = 1) throws -> Siamese<Sequential> {
    try Siamese(
      Sequential {
        Flatten(); Dense(2)
      }, input: [2, 2, 1], seed: seed)
  }

  @Test func damageAnywhereIsNoticed() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      let (siamese, target) = (try smallNetwork(), try smallNetwork(seed: 2))
      let classifier = OneShotClassifier(siamese)
      try classifier.enroll("a", .ones([2, 2, 2, 1]))
      try classifier.save(to: url)
      let whole = try Data(contentsOf: url)
      _ = try OneShotClassifier(contentsOf: url, model: target)
      for place in whole.indices {
        var damaged = whole
        // Letters become capitals: as hexadecimal digits those would have the same value.
        let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= whole[place]
        damaged[place] ^= isLetter ? 0x20 : 1 << UInt8(place % 8)
        try damaged.write(to: url)
        #expect(throws: FileProblem.self, "byte \(place)") {
          try OneShotClassifier(contentsOf: url, model: target)
        }
      }
      for count in 0..<whole.count {
        try whole.prefix(count).write(to: url)
        #expect(throws: FileProblem.self, "\(count) bytes") {
          try OneShotClassifier(contentsOf: url, model: target)
        }
      }
      try (whole + [0]).write(to: url)
      #expect(throws: FileProblem.self) {
        try OneShotClassifier(contentsOf: url, model: target)
      }
    }
  }

  /// What reading says after `change`, with the path left out.
  private func refusal(
    of change: (inout Safetensors) -> Void = { _ in }, checksum: Bool = true,
    model: Siamese<Sequential>? = nil
  ) throws -> String? {
    var text: String?
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "classifier.safetensors")
      try TinyNetwork.classifier().save(to: url)
      var file = try Safetensors(contentsOf: url)
      change(&file)
      try file.write(to: url, checksum: checksum)
      let model = try model ?? TinyNetwork.make(seed: 9)
      let error = #expect(throws: FileProblem.self) {
        try OneShotClassifier(contentsOf: url, model: model)
      }
      #expect(error?.path == url.path(percentEncoded: false))
      text = error.map { "expected \($0.expected), found \($0.found)" }
      #expect(error?.description == "\(url.path(percentEncoded: false)): \(text ?? "")")
    }
    return text
  }

  @Test func anotherVersionOrAForeignFileIsRefused() throws {
    #expect(
      try refusal { $0.metadata["format"] = "OneShot classifier 3" }
        == "expected OneShot classifier 2 with a checksum, found the format OneShot classifier 3")
    #expect(
      try refusal { $0 = Safetensors([("a", Tensor(1))]) }
        == "expected OneShot classifier 2 with a checksum, found a file without a format")
    #expect(
      try refusal(checksum: false)
        == "expected OneShot classifier 2 with a checksum, found the format OneShot classifier 2 "
        + "and without a checksum")
    #expect(
      try refusal { $0.metadata["classifier"] = "{}" }
        == "expected the text of a classifier, found a text that says something else")
    #expect(
      try refusal { $0.metadata["classifier"]?.replace("\"views\":1", with: "\"views\":0") }
        == "expected at least one, found 0 views")
    #expect(
      try refusal { $0.metadata["classifier"]?.replace("class 1", with: "class 0") }
        == "expected labels that differ, none of them empty, found labels "
        + "[\"class 0\", \"class 0\", \"class 2\"]")
  }

  @Test func aPreprocessingToAnotherSizeIsRefused() throws {
    let preprocessing =
      "\"preprocessing\":{\"background\":{\"blue\":9,\"green\":9,\"red\":9},\"channels\":1,"
      + "\"fit\":\"padded\",\"height\":9,\"interpolation\":\"area\","
      + "\"values\":{\"polarity\":\"darkOnLight\"},\"width\":12},\"shotRule\""
    #expect(
      try refusal {
        $0.metadata["classifier"]?.replace("\"shotRule\"", with: preprocessing)
      } == "expected one to the network's input, [12, 12, 1], found a preprocessing to [9, 12, 1]")
  }

  @Test func missingAndForeignTensorsAreRefused() throws {
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "enrolled.1" } }
        == "expected one of shape [shots, 6], found no tensor enrolled.1")
    #expect(
      try refusal { $0.tensors.removeAll { $0.name == "model.leg.0.bias" } }
        == "expected one of shape [2], found no tensor model.leg.0.bias")
    #expect(
      try refusal { $0.tensors.append(("more", Tensor(1))) }
        == "expected only tensors of the network and the classifier, found a tensor more")
    #expect(
      try refusal { file in
        let place = file.tensors.firstIndex { $0.name == "enrolled.2" }!
        file.tensors[place].tensor = .zeros([0, 6])
      } == "expected shape [shots, 6], found enrolled.2 of shape [0, 6]")
  }

  @Test func theFileOfAnotherNetworkIsRefused() throws {
    func refusal(_ model: Siamese<Sequential>) throws -> String? { try self.refusal(model: model) }
    #expect(
      try refusal(try TinyNetwork.make(units: 7))
        == "expected shape [50, 7], found model.leg.3.weight of shape [50, 6]")
    #expect(
      try refusal(try TinyNetwork.make(distance: .l2))
        == "expected the distance l2, found the classifier of another network, with the distance "
        + "meanSquared")
    #expect(
      try refusal(try TinyNetwork.make(size: 14))
        == "expected the input [14, 14, 1], found the classifier of another network, with the input "
        + "[12, 12, 1]")
    // Of the same names and shapes, and yet another one.
    #expect(
      try refusal(try TinyNetwork.make(activation: .sigmoid))
        == "expected the network that was saved: its layers differ in something other than their "
        + "weights, found other embeddings of the same images, with the same weights")
    var linear = try TinyNetwork.make()
    linear.head = Dense(1, activation: .linear)
    let other = try Siamese(
      linear.leg, input: linear.input, distance: linear.distance, head: linear.head)
    #expect(
      try refusal(other)
        == "expected the activation linear, found the classifier of another network, with the "
        + "activation sigmoid")
  }

  @Test func whatCannotBeReadOrWritten() throws {
    try inTemporaryFolder { folder in
      let missing = folder.appending(path: "none/classifier.safetensors")
      let classifier = try TinyNetwork.classifier()
      #expect(throws: FileProblem.self) { try classifier.save(to: missing) }
      let error = #expect(throws: FileProblem.self) {
        try OneShotClassifier(contentsOf: missing, model: classifier.siamese)
      }
      #expect(error?.expected == "a readable file")
    }
  }
}
