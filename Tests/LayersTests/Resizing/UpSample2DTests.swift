import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct UpSample2DTests {
  @Test(arguments: [
    ("nearest-2", UpSample2D()),
    ("nearest-3-1", UpSample2D(height: 3, width: 1)),
    ("bilinear-2", UpSample2D(interpolation: .bilinear)),
    ("bilinear-3-4", UpSample2D(height: 3, width: 4, interpolation: .bilinear)),
  ])
  func agreesWithPyTorch(_ name: String, _ layer: UpSample2D) throws {
    try expectJudged(layer, by: Fixture("Resizing/\(name)"))
  }

  @Test func gradients() {
    for layer in [UpSample2D(3), UpSample2D(3, interpolation: .bilinear)] {
      expectDifferentiable(at: samples([2, 3, 2, 9])) { layer($0[0]) }
    }
  }

  @Test func namesWhatDoesNotFit() {
    let vector = #expect(throws: ShapeError.self) { try UpSample2D().outputShape(for: [9]) }
    #expect(vector?.message == "UpSample2D expects images [height, width, channels], got [9]")
  }
}
