import Files
import Foundation

/// An array of bytes in the IDX format of the MNIST database: a magic number, the sizes of the axes
/// as big-endian 32-bit numbers, then the data.
///
/// LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
public struct IDX: Sendable, Hashable {
  /// The size of each axis, outermost first: `[60000, 28, 28]`.
  public let dimensions: [Int]
  /// The data, row-major.
  public let bytes: [UInt8]

  /// Reads a file, plain or compressed by gzip.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - rank: The number of axes that it must have.
  /// - Throws: `FileProblem` if it cannot be read, gzip's data is damaged, it is no IDX file of
  ///   unsigned bytes with `rank` axes, or has another number of bytes than it says.
  public init(contentsOf url: URL, rank: Int) throws(FileProblem) {
    let path = url.relativePath
    var file = try Files.read(url)
    if file.starts(with: [0x1F, 0x8B]) { file = try Archive.gunzip(url) }
    let header = 4 + 4 * rank
    let magic: [UInt8] = [0, 0, 0x08, UInt8(rank)]
    guard file.starts(with: magic) else {
      throw FileProblem(
        path: path, found: "the first bytes \(Array(file.prefix(4)))",
        expected: "\(magic): an IDX file of unsigned bytes with \(rank) axes")
    }
    guard file.count >= header else {
      throw FileProblem(
        path: path, found: "\(file.count) bytes", expected: "a header of \(header) bytes")
    }
    let sizes = (1...rank).map { axis in
      file[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    // Axes of 32 bits each may have a product beyond an Int.
    let size = sizes.reduce((1, false)) { product, size in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: size)
      return (value, product.1 || overflow)
    }
    guard !size.1 && file.count - header == size.0 else {
      throw FileProblem(
        path: path, found: "\(file.count - header) bytes of data",
        expected: sizes.map(String.init).joined(separator: "×") + " as its header says")
    }
    dimensions = sizes
    bytes = Array(file[header...])
  }
}
