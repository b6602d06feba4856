import Testing

@testable import DatasetFiles

@Suite struct PictureSignatureTests {
  @Test func twoLettersAreNoBMP() {
    let header: [UInt8] = Array("BM".utf8) + Array(repeating: 9, count: 12)
    #expect(PictureSignature.bmp.isSignature(of: header + [124, 0, 0, 0]))
    #expect(!PictureSignature.bmp.isSignature(of: header + [124, 0, 0, 1]))
    #expect(!PictureSignature.bmp.isSignature(of: header + [41, 0, 0, 0]))
    #expect(!PictureSignature.bmp.isSignature(of: header))
  }

  @Test func aLetterAndADigitAreNoPBM() {
    for text in ["P1 3", "P6\n#", "P4#", "P5\t\r\n 7"] {
      #expect(PictureSignature.netpbm.isSignature(of: text.utf8), "\(text)")
    }
    for text in ["P1", "P12", "P7 3", "P0 3", "P3 is", "p3 1", "P5  "] {
      #expect(!PictureSignature.netpbm.isSignature(of: text.utf8), "\(text)")
    }
  }

  @Test func drawingsMayHaveAPreface() {
    let drawing = PictureSignature.others.first { $0.name == "an SVG drawing" }
    let preface = "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- made by -->\n<svg xmlns"
    #expect(drawing?.isSignature(of: preface.utf8) == true)
    #expect(drawing?.isSignature(of: "see <svg".utf8) == false)
    let late = "<a>" + String(repeating: " ", count: PictureSignature.length) + "<svg"
    #expect(drawing?.isSignature(of: late.utf8) == false)
  }

  @Test func containersAreToldByTheirContents() {
    #expect(PictureSignature.webp.isSignature(of: "RIFF1234WEBPVP8 ".utf8))
    #expect(!PictureSignature.webp.isSignature(of: "RIFF1234WAVE".utf8))
    let names = PictureSignature.others.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
