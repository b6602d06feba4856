import Foundation
import Tensor
import Testing

@testable import Training

/// The bytes are what TensorFlow 2.21 writes for the same `Summary.Value`.
@Suite struct EventSummaryTests {
  private func hexadecimal(_ data: Data) -> String {
    data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test func scalars() {
    #expect(hexadecimal(EventSummary.scalar(0.5).value(tag: "loss")) == "0a046c6f7373150000003f")
  }

  @Test func histograms() {
    let summary = EventSummary.histogram(Tensor([0, 1, .nan, 4]), buckets: 2)
    #expect(
      hexadecimal(summary.value(tag: "w"))
        == "0a01772a48" + "110000000000001040" + "190000000000000840" + "210000000000001440"
        + "290000000000003140" + "321000000000000000400000000000001040"
        + "3a100000000000000040000000000000f03f")
  }

  @Test func aHistogramOfNothingIsEmpty() {
    #expect(hexadecimal(EventSummary.histogram(Tensor([.nan])).value(tag: "w")) == "0a01772a00")
  }

  @Test(arguments: [[2, 1, 1], [1, 2, 1, 1]] as [Shape])
  func picturesArePNG(_ shape: Shape) throws {
    let value = EventSummary.image(Tensor([-1, 0.5], shape: shape)).value(tag: "i")
    let start: [UInt8] = [
      0x0A, 1, 0x69, 0x22, UInt8(value.count - 5), 0x08, 2, 0x10, 1, 0x18, 1, 0x22,
    ]
    #expect(value.prefix(start.count).elementsEqual(start))
    #expect(value.dropFirst(start.count + 1).prefix(4).elementsEqual([0x89, 0x50, 0x4E, 0x47]))
  }
}
