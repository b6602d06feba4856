import CLibTIFF
import Files

/// Reads the first image of TIFF files through libtiff, which converts what it reads to bytes of red,
/// green, blue and alpha.
///
/// libtiff's own messages are switched off in the whole process: it would print them.
enum TIFF {
  /// The first image, of gray, colors, a palette or printing inks, and its orientation from 1 to 8.
  static func decode(
    _ data: [UInt8], limit: Int = Bitmap.maximumPixels, path: String
  ) throws(FileProblem) -> (picture: DecodedPicture, orientation: Int) {
    _ = silence
    let decoded = data.withUnsafeBytes { bytes in
      Result<(DecodedPicture, Int), FileProblem> { () throws(FileProblem) in
        try withFile(TIFFMemory(bytes), path: path) { file throws(FileProblem) in
          try decode(file, limit: limit, path: path)
        }
      }
    }
    return try decoded.get()
  }

  private static let silence: Void = {
    TIFFSetErrorHandler(nil)
    TIFFSetWarningHandler(nil)
  }()

  /// Calls `body` with an open file, which is closed behind it.
  private static func withFile<Result>(
    _ memory: TIFFMemory, path: String,
    _ body: (OpaquePointer) throws(FileProblem) -> Result
  ) throws(FileProblem) -> Result {
    let client = Unmanaged.passRetained(memory)
    defer { client.release() }
    guard let file = TIFFMemory.open(client) else { throw damaged(path) }
    defer { TIFFClose(file) }
    return try body(file)
  }

  private static func decode(
    _ file: OpaquePointer, limit: Int, path: String
  ) throws(FileProblem) -> (DecodedPicture, Int) {
    guard let width = field(UInt32.self, TIFFTAG_IMAGEWIDTH, of: file),
      let height = field(UInt32.self, TIFFTAG_IMAGELENGTH, of: file), width > 0, height > 0
    else { throw damaged(path) }
    try Bitmap.checkSize(width: Int(width), height: Int(height), limit: limit, path: path)
    try checkParts(of: file, path: path)
    let alpha = try alpha(of: file, path: path)
    let orientation = field(UInt16.self, TIFFTAG_ORIENTATION, of: file) ?? 1
    let isKnown = (1...8).contains(orientation)
    let size = Int(width) * Int(height)
    var isWhole = false
    // A pixel is a number of 32 bits with red in the lowest ones: four bytes in this order. It is asked
    // for in the order in which it is stored, because libtiff mirrors but does not transpose.
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * size) { pixels, count in
      count = 4 * size
      pixels.initialize(repeating: 0)
      guard let base = pixels.baseAddress else { return }
      isWhole = base.withMemoryRebound(to: UInt32.self, capacity: size) {
        TIFFReadRGBAImageOriented(
          file, width, height, $0, CInt(isKnown ? orientation : 1), 1) != 0
      }
    }
    guard isWhole else { throw damaged(path) }
    let picture = DecodedPicture(
      width: Int(width), height: Int(height), layout: alpha ?? .premultiplied, pixels: pixels)
    return (alpha == nil ? picture.withoutAlpha : picture, isKnown ? Int(orientation) : 1)
  }

  /// Refuses strips and tiles that are much larger than an image may be, before libtiff asks for
  /// memory.
  private static func checkParts(of file: OpaquePointer, path: String) throws(FileProblem) {
    let size = TIFFIsTiled(file) != 0 ? TIFFTileSize64(file) : TIFFStripSize64(file)
    guard size > 0, size <= 8 * UInt64(Bitmap.maximumPixels) else {
      throw FileProblem(
        path: path, found: "parts of \(size) bytes",
        expected: "a TIFF image of parts of at most \(8 * Bitmap.maximumPixels) bytes")
    }
  }

  /// What the alpha that libtiff gives is; nil if the file has none: libtiff takes any channel beside
  /// the colors for it. It multiplies colors by it, but not gray, of which it reads 8 bits only.
  private static func alpha(
    of file: OpaquePointer, path: String
  ) throws(FileProblem) -> DecodedPicture.Layout? {
    let kind = firstExtraChannel(of: file)
    let isMultiplied = kind == UInt16(EXTRASAMPLE_ASSOCALPHA)
    guard isMultiplied || kind == UInt16(EXTRASAMPLE_UNASSALPHA) else { return nil }
    guard field(UInt16.self, TIFFTAG_SAMPLESPERPIXEL, of: file) == 2 else { return .premultiplied }
    guard field(UInt16.self, TIFFTAG_BITSPERSAMPLE, of: file) == 8 else {
      throw FileProblem(
        path: path, found: "one of gray with alpha of other than 8 bits",
        expected: "a TIFF image of 8 bits or without alpha")
    }
    return isMultiplied ? .premultiplied : .rgba
  }

  /// What the first channel beside the colors means; nil if there is none.
  private static func firstExtraChannel(of file: OpaquePointer) -> UInt16? {
    var count: UInt16 = 0
    var kinds: UnsafePointer<UInt16>?
    let isGiven = withUnsafeMutablePointer(to: &count) { count in
      withUnsafeMutablePointer(to: &kinds) { kinds in
        withVaList([count, kinds]) { TIFFVGetField(file, UInt32(TIFFTAG_EXTRASAMPLES), $0) }
      }
    }
    return isGiven != 0 && count > 0 ? kinds?.pointee : nil
  }

  /// The number that a tag has, or the one that is meant where it is missing; nil if there is none.
  private static func field<Number: FixedWidthInteger>(
    _ type: Number.Type, _ tag: CInt, of file: OpaquePointer
  ) -> Number? {
    var number: Number = 0
    let isGiven = withUnsafeMutablePointer(to: &number) { number in
      withVaList([number]) { TIFFVGetFieldDefaulted(file, UInt32(tag), $0) }
    }
    return isGiven == 0 ? nil : number
  }

  private static func damaged(_ path: String) -> FileProblem {
    FileProblem(
      path: path, found: "a damaged one or one of a kind that is not read",
      expected: "a TIFF image of 1 to 16 bits")
  }
}
