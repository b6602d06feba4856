import Layers
import Tensor
import TestSupport
import Testing

@Suite struct PlanTests {
  private let leg = Sequential {
    Conv2D(16, kernel: 3)
    BatchNorm()
    Activation.relu
    MaxPool2D()
    Residual(activation: .relu) {
      Conv2D(16, kernel: 3, padding: .same)
      BatchNorm()
    }
    MaxPool2D()
    Conv2D(8, kernel: 1)
    DepthwiseConv2D(kernel: 3)
    Flatten()
    Dense(4, activation: .tanh)
  }

  @Test func saysWhatRuns() throws {
    let plan = try leg.plan(for: [30, 30, 1])
    #expect(
      plan.description == """
        Conv2D + BatchNorm + relu + MaxPool2D  (14, 14, 16)
          3×3, 1 → 16, unfolded
        Conv2D + BatchNorm                     (14, 14, 16)
          3×3, 16 → 16, Toom–Cook, tiles of 4×4
        Residual + MaxPool2D                   (7, 7, 16)
        Conv2D + DepthwiseConv2D               (5, 5, 8)
          1×1, 16 → 8, unfolded, in a chain
          3×3, 8 → 8, depthwise, in a chain
        Flatten                                (200)
        Dense                                  (4)
        """)
    #expect(plan.steps.count == 6)
  }

  @Test func whileItTrainsFewerLayersAreOne() throws {
    let plan = try leg.plan(for: [30, 30, 1], count: 2, training: true)
    #expect(
      plan.steps.map { $0.layers.joined(separator: " + ") } == [
        "Conv2D", "BatchNorm + relu + MaxPool2D", "Conv2D", "BatchNorm", "Residual + MaxPool2D",
        "Conv2D", "DepthwiseConv2D", "Flatten", "Dense",
      ])
  }

  @Test func aLayerAloneHasAPlan() throws {
    let plan = try Conv2D(6, kernel: 3, groups: 3).plan(for: [8, 8, 6])
    #expect(plan.description == "Conv2D  (6, 6, 6)\n  3×3, 6 → 6 in 3 groups, unfolded")
    #expect(throws: ShapeError.self) { try leg.plan(for: [2, 2, 1]) }
  }
}
