import Layers
import Tensor
import Testing

struct ConvolutionPlansTests {
  private let leg = Sequential {
    Conv2D(64, kernel: 10, activation: .relu)
    MaxPool2D()
    Sequential { Conv2D(128, kernel: 7, activation: .relu) }
    Flatten()
  }

  @Test func namesTheWayOfEachConvolution() throws {
    let plans = try leg.convolutionPlans(for: [105, 105, 1], images: 64, named: "leg")
    #expect(plans.count == 2)
    #expect(
      plans[0].hasPrefix(
        "leg.0: 64 × [105, 105, 1] with 64 filters of 10×10: unfolded: the time of "))
    #expect(
      plans[1].hasPrefix(
        "leg.2.0: 64 × [48, 48, 64] with 128 filters of 7×7: bilinear, tiles of "))
  }

  @Test func refusesInputsThatDoNotFit() {
    #expect(throws: ShapeError.self) {
      try leg.convolutionPlans(for: [8, 8, 1], images: 1)
    }
  }
}
