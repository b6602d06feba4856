import Datasets
import Foundation
import Testing

@Suite struct ImageFormatTests {
  @Test func itKnowsItsSizes() {
    let gray = ImageFormat(height: 28, width: 35)
    #expect(gray.shape == [28, 35, 1] && gray.byteCount == 980)
    #expect("\(gray)" == "28×35 pixels, gray, ink")
    let color = ImageFormat(height: 84, width: 84, channels: 3, values: .imageNet)
    #expect(color.shape == [84, 84, 3] && color.byteCount == 21168)
    #expect("\(color)".hasPrefix("84×84 pixels, color, photograph of mean [0.485"))
    #expect(color != gray)
  }

  @Test func otherNumbersOfChannelsStop() async {
    await #expect(processExitsWith: .failure) {
      _ = ImageFormat(height: 1, width: 1, channels: 2)
    }
  }

  @Test func whatIsReadIsChecked() throws {
    let format = ImageFormat(height: 2, width: 3, channels: 3, values: .imageNet)
    let json = String(decoding: try JSONEncoder().encode(format), as: UTF8.self)
    #expect(try JSONDecoder().decode(ImageFormat.self, from: Data(json.utf8)) == format)
    for (key, value) in [("channels\":3", "channels\":2"), ("height\":2", "height\":-2")] {
      let other = json.replacingOccurrences(of: key, with: value)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ImageFormat.self, from: Data(other.utf8))
      }
    }
  }
}
