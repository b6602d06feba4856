import Autograd
import Tensor
import TestSupport
import Testing

@testable import ONNXFiles

/// Convolutions of every kind are judged in the library's own tests; here their settings are.
@Suite struct ConvolutionsTests {
  private let row = TestInput.floats([1, 2, 3, 4], [1, 1, 4])
  private let pair = TestInput.floats([1, 1], [1, 1, 2])

  @Test func rows() throws {
    #expect(try output(of: "Conv", [row, pair]) == Tensor([3, 5, 7], shape: [1, 1, 3]))
    #expect(
      try output(of: "Conv", [row, pair, .floats(Tensor([1]))], ["strides": .ints([2])])
        == Tensor([4, 8], shape: [1, 1, 2]))
    #expect(
      try output(of: "ConvTranspose", [row, pair]) == Tensor([1, 3, 5, 7, 4], shape: [1, 1, 5]))
  }

  @Test func automaticPadding() throws {
    for (mode, expected) in [("SAME_UPPER", [3, 5, 7, 4]), ("SAME_LOWER", [1, 3, 5, 7])] {
      #expect(
        try output(of: "Conv", [row, pair], ["auto_pad": .string(mode)])
          == Tensor(expected.map { Float($0) }, shape: [1, 1, 4]), "\(mode)")
    }
  }

  @Test func groupsOfImages() throws {
    let images = TestInput.floats([1, 2, 3, 4], [1, 2, 1, 2])
    let filters = TestInput.floats([10, 100], [2, 1, 1, 1])
    #expect(
      try output(of: "Conv", [images, filters], ["group": .int(2)])
        == Tensor([10, 20, 300, 400], shape: [1, 2, 1, 2]))
    #expect(
      try output(of: "ConvTranspose", [images, filters], ["group": .int(2)])
        == Tensor([10, 20, 300, 400], shape: [1, 2, 1, 2]))
  }

  @Test func transposedToAShape() throws {
    let image = TestInput.floats([1, 2], [1, 1, 1, 2])
    let filter = TestInput.floats([1, 1, 1], [1, 1, 1, 3])
    #expect(
      try output(
        of: "ConvTranspose", [image, filter],
        ["strides": .ints([1, 2]), "output_shape": .ints([1, 4])])
        == Tensor([1, 1, 3, 2], shape: [1, 1, 1, 4]))
  }

  @Test func refusesAKernelOfMoreAxesThanTheImage() {
    let kernel = TestInput.floats([1], [1, 1, 1, 1])
    for mode in ["SAME_UPPER", "SAME_LOWER", "NOTSET"] {
      #expect(throws: (any Error).self, "\(mode)") {
        try output(of: "Conv", [row, kernel], ["auto_pad": .string(mode)])
      }
    }
  }

  @Test func refusesWhatDoesNotFit() {
    let wrong: [[String: ONNXAttribute]] = [
      ["group": .int(0)], ["group": .int(3)], ["strides": .ints([0])], ["strides": .ints([1, 1])],
      ["pads": .ints([-1, 0])], ["kernel_shape": .ints([3])], ["auto_pad": .string("ANY")],
      ["dilations": .ints([9])], ["group": .float(1)],
    ]
    for attributes in wrong {
      #expect(throws: (any Error).self, "\(attributes)") {
        try output(of: "Conv", [row, pair], attributes)
      }
    }
    #expect(throws: (any Error).self) {
      try output(of: "Conv", [.floats(.zeros([1, 2, 4])), pair])
    }
    #expect(throws: (any Error).self) {
      try output(of: "Conv", [row, .floats(.zeros([1, 1, 2, 2, 2]))])
    }
    #expect(throws: (any Error).self) {
      try output(of: "ConvTranspose", [row, pair], ["pads": .ints([3, 3])])
    }
  }
}
