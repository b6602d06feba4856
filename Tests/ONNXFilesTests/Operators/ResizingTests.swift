import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

@Suite struct ResizingTests {
  private let row = TestInput.floats([1, 2], [1, 1, 1, 2])
  private let double = TestInput.floats(Tensor([1, 1, 1, 2]))

  private func resized(_ attributes: [String: ONNXAttribute]) throws -> [Float] {
    try output(of: "Resize", [row, .missing, double], attributes).scalars
  }

  @Test func modes() throws {
    #expect(try resized([:]) == [1, 1, 2, 2])
    #expect(try resized(["mode": .string("linear")]) == [1, 1.25, 1.75, 2])
    let cases: [(String, [Float])] = [
      ("asymmetric", [1, 1.5, 2, 2]), ("align_corners", [1, 4.0 / 3, 5.0 / 3, 2]),
      ("pytorch_half_pixel", [1, 1.25, 1.75, 2]), ("half_pixel_symmetric", [1, 1.25, 1.75, 2]),
    ]
    for (mode, expected) in cases {
      expectClose(
        Tensor(
          try resized([
            "mode": .string("linear"), "coordinate_transformation_mode": .string(mode),
          ])), Tensor(expected), mode)
    }
    #expect(
      try resized([
        "nearest_mode": .string("ceil"), "coordinate_transformation_mode": .string("asymmetric"),
      ]) == [1, 2, 2, 2])
  }

  @Test func toASizeAndByUpsample() throws {
    #expect(
      try output(of: "Resize", [row, .missing, .missing, .integers([1, 1, 1, 4])]).scalars
        == [1, 1, 2, 2])
    #expect(try output(of: "Upsample", [row, double], version: 9).scalars == [1, 1, 2, 2])
  }

  @Test func refusesWhatIsNotKnown() {
    for attributes: [String: ONNXAttribute] in [
      ["mode": .string("cubic")], ["antialias": .int(1)],
      ["coordinate_transformation_mode": .string("tf_crop_and_resize")],
      ["nearest_mode": .string("any")],
    ] {
      #expect(throws: (any Error).self) { try resized(attributes) }
    }
    for scales: [Float] in [
      [1, 2, 1, 1], [1, 1, 1], [1, 1, 0, 1], [1, 1, .nan, 1], [1, 1, 1, 1e9],
    ] {
      #expect(throws: (any Error).self) {
        try output(of: "Resize", [row, .missing, .floats(Tensor(scales))])
      }
    }
  }
}
