import Datasets
import Files
import Testing

@testable import DatasetFiles

@Suite struct PictureFormatTests {
  @Test(arguments: [
    ("", "an empty file"), ("GIF89a…", "a GIF image"), ("BM……", "a BMP image"),
    ("II*\0…", "a TIFF image"), ("MM\0*…", "a TIFF image"), ("RIFF1234WEBPVP8 ", "a WebP image"),
    ("1234ftypheic", "a HEIC or AVIF image"), ("RIFF1234WAVE", "no image"),
    ("name,class", "no image"),
  ])
  func otherKindsAreNamed(start: String, kind: String) {
    let error = #expect(throws: FileProblem.self) {
      try PictureFormat(of: Array(start.utf8), path: "a.png")
    }
    #expect(error?.description == "a.png: expected a PNG or JPEG image, found \(kind)")
  }

  @Test func namesEndInAnyCase() {
    #expect(["a.png", "b.PNG", "c.jpg", "d.x.JPEG", "e.jpe"].allSatisfy(PictureFormat.isRead))
    #expect(!["png", "a.png.txt", "b.gif", ""].contains(where: PictureFormat.isRead))
    #expect(PictureFormat.isOther("a.HEIC") && !PictureFormat.isOther("a.txt"))
  }

  @Test(arguments: ["colors", "palette"])
  func colorsOfAPNGBecomeTheGrayOfPillow(name: String) throws {
    let image = try Bitmap.decode(PictureFixtures.file("\(name).png"), paper: 255, path: name)
    #expect(try image == PictureFixtures.gray(name))
  }

  @Test func theSameColorsAreTheSameGrayInBothFormats() throws {
    let png = try Bitmap.decode(PictureFixtures.file("colors.png"), paper: 255, path: "png")
    let jpeg = try Bitmap.decode(PictureFixtures.file("colors-444.jpg"), paper: 255, path: "jpeg")
    #expect(png.difference(to: jpeg) <= 8)
  }

  @Test func whatIsTransparentIsPaper() throws {
    let file = try #require(PNGFixtures.all.first { $0.name == "gray, transparent" }).file
    // The last pixel of the first row and the first one of the second are transparent.
    for (polarity, paper) in [
      (PixelValues.Polarity.darkOnLight, UInt8(255)), (.lightOnDark, 0),
    ] {
      let preprocessing = ImagePreprocessing(height: 2, width: 4, values: .ink(polarity))
      let picture = try preprocessing.decode(file, path: "a.png")
      #expect(picture.pixels == [0, 85, 170, paper, paper, 170, 85, 0])
      #expect(preprocessing(picture.pixels, height: 2, width: 4)[3] == 0)
    }
  }
}
