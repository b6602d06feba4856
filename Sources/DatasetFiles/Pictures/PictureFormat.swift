import Datasets
import Files

/// A kind of image file that is read, told by the file's first bytes whatever its name is.
enum PictureFormat {
  case png
  case jpeg

  static let expected = "a PNG or JPEG image"

  /// - Throws: `FileProblem` if the file is of another kind, which is named if it is a usual one.
  init(of data: [UInt8], path: String) throws(FileProblem) {
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      data.dropFirst(offset).starts(with: bytes)
    }
    if begins([0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      let others: [(String, Bool)] = [
        ("an empty file", data.isEmpty),
        ("a GIF image", begins(Array("GIF8".utf8))),
        ("a BMP image", begins(Array("BM".utf8))),
        ("a TIFF image", begins([0x49, 0x49, 42, 0]) || begins([0x4D, 0x4D, 0, 42])),
        ("a WebP image", begins(Array("RIFF".utf8)) && begins(Array("WEBP".utf8), at: 8)),
        ("a HEIC or AVIF image", begins(Array("ftyp".utf8), at: 4)),
      ]
      throw FileProblem(
        path: path, found: others.first { $0.1 }?.0 ?? "no image", expected: Self.expected)
    }
  }

  /// Whether a file of this name is expected to be an image of a kind that is read.
  static func isRead(_ name: String) -> Bool {
    readEndings.contains(ending(name))
  }

  /// Whether a file of this name is an image of a kind that is not read.
  static func isOther(_ name: String) -> Bool {
    otherEndings.contains(ending(name))
  }

  /// Whether a file of this name is expected to be an image, of a kind that is read or not.
  static func looksLikePicture(name: String) -> Bool { isRead(name) || isOther(name) }

  /// Whether a file that begins with these bytes is an image, of a kind that is read or not.
  ///
  /// - Parameter beginning: The file's first bytes; `PictureSignature.length` of them tell every kind,
  ///   32 all but a drawing in SVG.
  static func isPicture(beginning: some Collection<UInt8>) -> Bool {
    signatures.contains { $0.isSignature(of: beginning) }
  }

  private static let signatures: [PictureSignature] =
    [.png, .jpeg, .webp, .gif, .bmp, .netpbm, .tiff] + PictureSignature.others

  private static let readEndings: Set = [
    "png", "jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg",
  ]

  private static let otherEndings: Set = [
    "apng", "gif", "bmp", "dib", "pbm", "pgm", "ppm", "pnm", "tif", "tiff", "webp",
    "heic", "heif", "avif", "jp2", "j2k", "jxl", "ico", "cur", "icns", "svg", "svgz", "psd", "tga",
    "pcx", "pam", "pfm", "exr", "hdr", "dds", "qoi", "xcf",
  ]

  private static func ending(_ name: String) -> String {
    name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
  }
}

extension Bitmap {
  /// The gray picture in a PNG or JPEG file.
  ///
  /// - Parameter paper: The gray that what is transparent is shown on.
  static func decode(
    _ data: [UInt8], paper: UInt8, path: String
  ) throws(FileProblem) -> Bitmap {
    switch try PictureFormat(of: data, path: path) {
    case .png: try PNG.decode(data, as: .gray, paper: paper, path: path)
    case .jpeg: try JPEG.decode(data, path: path)
    }
  }
}

extension ImagePreprocessing {
  /// The gray picture in a PNG or JPEG file; what is transparent is paper.
  func decode(_ data: [UInt8], path: String) throws(FileProblem) -> Bitmap {
    try Bitmap.decode(data, paper: values.polarity == .lightOnDark ? 0 : 255, path: path)
  }
}
