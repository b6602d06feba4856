import Files
import Foundation
import Layers
import ONNXFiles
import OneShot
import TestSupport
import Testing

@Suite struct SiameseWritingTests {
  private func written(
    _ siamese: Siamese<Sequential>, _ part: ONNXSiamesePart
  ) throws -> ONNXModel {
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: url) }
    try siamese.writeONNX(part, to: url)
    return try ONNXModel(contentsOf: url)
  }

  @Test func everyDistanceAndPart() throws {
    let distances: [Distance] = [.l1, .weightedSquaredL2, .l2, .squaredL2, .meanSquared, .cosine]
    var random = SeededGenerator(seed: 1)
    let left = Tensor.uniform([3, 4, 4, 1], using: &random)
    let right = Tensor.uniform([3, 4, 4, 1], using: &random)
    for distance in distances {
      let siamese = try Siamese(
        Networks.conv4(filters: [3]), input: [4, 4, 1], distance: distance)
      let pair = try written(siamese, .pair)
      let verdict = try pair.outputs(for: ["left": left, "right": right])["output"]
      expectClose(verdict ?? 0, siamese(left, right), distance.name)
      #expect(Set(pair.parameters.map(\.path)) == Set(siamese.parameters.map(\.path)))
      let leg = try written(siamese, .leg)
      #expect(try leg.outputs(for: ["input": left])["embedding"] == siamese.embed(left))
      let head = try written(siamese, .head)
      let again = try head.outputs(
        for: ["left": siamese.embed(left), "right": siamese.embed(right)])["output"]
      expectClose(again ?? 0, siamese(left, right), distance.name)
    }
  }

  @Test func refusesADistanceOfOnesOwn() throws {
    let distance = Distance("product", features: { $0 }) { $0 * $1 }
    let siamese = try Siamese(
      Networks.conv4(filters: [3]), input: [4, 4, 1], distance: distance)
    let error = #expect(throws: FileProblem.self) { try written(siamese, .pair) }
    #expect(error?.found.hasPrefix("distance: Distance(\"product\") does not say") == true)
    #expect(try written(siamese, .leg).outputs.map(\.name) == ["embedding"])
  }
}
