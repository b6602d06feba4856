import Autograd
import Layers
import Tensor
import Testing

@Suite struct SummaryTests {
  private let small = Sequential {
    Conv2D(2, kernel: 3, activation: .relu)
    BatchNorm()
    Flatten()
    Dense(1500)
  }

  @Test func listsLayersAsKerasDoes() throws {
    let summary = try small.summary(for: [5, 5, 1])
    #expect(summary.rows.map(\.output) == [[3, 3, 2], [3, 3, 2], [18], [1500]])
    #expect(summary.rows.map(\.trainable) == [20, 4, 0, 28500])
    #expect(summary.rows.map(\.nonTrainable) == [0, 4, 0, 0])
    #expect(summary.parameterCount == 28528)
    #expect(summary.trainableCount == 28524)
    let text = summary.description
    for line in [
      "│ Layer (type)        │ Output shape    │ Param # │",
      "│ model.0 (Conv2D)    │ (None, 3, 3, 2) │      20 │",
      "│ model.3 (Dense)     │ (None, 1500)    │  28,500 │",
      "Total params: 28,528 (111.44 KB)", "Trainable params: 28,524",
      "Non-trainable params: 4",
    ] {
      #expect(text.contains(line), "\(text)")
    }
    let widths = Set(text.split(separator: "\n").filter { "┌│├└".contains($0.first!) }.map(\.count))
    #expect(widths.count == 1, "\(text)")
  }

  @Test func namesTheLayerThatDoesNotFit() {
    let error = #expect(throws: ShapeError.self) { try small.summary(for: [2, 2, 1]) }
    #expect(error?.path == ["0"])
  }

  /// The blog's leg; its head adds 4097 parameters to make the 38,951,745 of the post.
  @Test func countsTheBlogsLeg() throws {
    let leg = Sequential {
      Conv2D(64, kernel: 10, activation: .relu)
      MaxPool2D()
      Conv2D(128, kernel: 7, activation: .relu)
      MaxPool2D()
      Conv2D(128, kernel: 4, activation: .relu)
      MaxPool2D()
      Conv2D(256, kernel: 4, activation: .relu)
      Flatten()
      Dense(4096, activation: .sigmoid)
    }
    #expect(try leg.summary(for: [105, 105, 1]).parameterCount == 38_951_745 - 4097)
  }
}
