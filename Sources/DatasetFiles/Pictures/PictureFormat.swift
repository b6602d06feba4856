import Files

/// A kind of image file that is read, told by the file's first bytes whatever its name is.
enum PictureFormat: CaseIterable {
  case png
  case jpeg
  case webp
  case gif
  case bmp
  case netpbm
  case tiff

  static let expected = "a PNG, JPEG, WebP, GIF, BMP, PBM, PGM, PPM or TIFF image"

  /// - Throws: `FileProblem` if the file is of another kind, which is named if it is a usual one.
  init(of data: [UInt8], path: String) throws(FileProblem) {
    if let format = Self.allCases.first(where: { $0.signature.isSignature(of: data) }) {
      self = format
      return
    }
    let other = PictureSignature.others.first { $0.isSignature(of: data) }
    throw FileProblem(
      path: path, found: other?.name ?? (data.isEmpty ? "an empty file" : "no image"),
      expected: Self.expected)
  }

  private var signature: PictureSignature {
    switch self {
    case .png: .png
    case .jpeg: .jpeg
    case .webp: .webp
    case .gif: .gif
    case .bmp: .bmp
    case .netpbm: .netpbm
    case .tiff: .tiff
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
    allCases.contains { $0.signature.isSignature(of: beginning) }
      || PictureSignature.others.contains { $0.isSignature(of: beginning) }
  }

  private static let readEndings: Set = [
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "webp", "gif", "bmp", "dib",
    "pbm", "pgm", "ppm", "pnm", "tif", "tiff",
  ]

  private static let otherEndings: Set = [
    "heic", "heif", "avif", "jp2", "j2k", "jxl", "ico", "cur", "icns", "svg", "svgz", "psd", "tga",
    "pcx", "pam", "pfm", "exr", "hdr", "dds", "qoi", "xcf",
  ]

  private static func ending(_ name: String) -> String {
    name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
  }
}
