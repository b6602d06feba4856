import Datasets
import Files
import Testing

@testable import DatasetFiles

@Suite struct PictureFormatTests {
  @Test(arguments: [
    ("", "an empty file"), ("\0\0\0 ftypheic", "a HEIC or AVIF image"),
    ("8BPS", "a Photoshop image"),
    ("RIFF1234WAVE", "no image"), ("name,class", "no image"), ("BM, then a text", "no image"),
    ("P5", "no image"), ("<svg width=\"1\">", "an SVG drawing"),
  ])
  func otherKindsAreNamed(start: String, kind: String) {
    let error = #expect(throws: FileProblem.self) {
      try PictureFormat(of: Array(start.utf8), path: "a.png")
    }
    #expect(error?.description == "a.png: expected \(PictureFormat.expected), found \(kind)")
  }

  @Test(arguments: PictureKind.all.filter { $0.least == nil })
  func kindsAreToldByContent(kind: PictureKind) throws {
    let format: PictureFormat =
      switch kind.name.split(separator: ".").last {
      case "png": .png
      case "jpg", "jfif": .jpeg
      case "webp": .webp
      case "gif": .gif
      case "bmp", "dib": .bmp
      case "tif", "tiff": .tiff
      default: .netpbm
      }
    let file = try kind.file
    #expect(try PictureFormat(of: file, path: kind.name) == format)
    #expect(PictureFormat.isPicture(beginning: file.prefix(32)))
    #expect(PictureFormat.isRead(kind.name))
  }

  @Test func namesEndInAnyCase() {
    let read = [
      "a.png", "b.PNG", "c.jpg", "d.x.JPEG", "e.jpe", "f.JFIF", "g.Gif", "h.tiff", "i.webp",
    ]
    #expect(read.allSatisfy(PictureFormat.isRead))
    #expect(!["png", "a.png.txt", "b.heic", ""].contains(where: PictureFormat.isRead))
    #expect(PictureFormat.isOther("a.HEIC") && !PictureFormat.isOther("a.txt"))
  }

  @Test func namesOfPicturesAreKnownReadOrNot() {
    let known = [
      "jfif", "jfi", "jpe", "pjpeg", "apng", "ico", "svg", "psd", "tga", "pcx", "heic", "avif",
      "jp2",
      "jxl", "webp", "bmp", "dib", "gif", "pbm", "pgm", "ppm", "pnm", "tif", "tiff", "png", "jpg",
    ]
    #expect(known.allSatisfy { PictureFormat.looksLikePicture(name: "a/b.c.\($0.uppercased())") })
    #expect(
      !["a.txt", "png", "notes.md", ".gitignore"].contains(where: PictureFormat.looksLikePicture))
  }

  @Test func contentOfPicturesIsKnownReadOrNot() {
    let pictures = ["GIF87a", "\0\0\0 ftypavif", "qoif", "P7\nWIDTH 1", "#?RADIANCE", "P5 12"]
    #expect(pictures.allSatisfy { PictureFormat.isPicture(beginning: $0.utf8) })
    #expect(PictureFormat.isPicture(beginning: [0xFF, 0xD8, 0xFF, 0xE0]))
    let others = [
      "", "P", "P5", "GIF", "%PDF-1.4", "{}", "<html></html>", "\0\0\0 ftypmp42", "BMW 3",
    ]
    for text in others { #expect(!PictureFormat.isPicture(beginning: text.utf8), "\(text)") }
  }

  @Test(arguments: ["colors", "palette"])
  func colorsOfAPNGBecomeTheGrayOfPillow(name: String) throws {
    let image = try Bitmap.decode(PictureFixtures.file("\(name).png"), as: .gray)
    #expect(try image == PictureFixtures.gray(name))
  }

  @Test func theSameColorsAreTheSameGrayInBothFormats() throws {
    let png = try Bitmap.decode(PictureFixtures.file("colors.png"), as: .gray)
    let jpeg = try Bitmap.decode(PictureFixtures.file("colors-444.jpg"), as: .gray)
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
