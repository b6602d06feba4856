import Basics
import Files
import Foundation
import Kernels
import Tensor

/// A map of embeddings to fewer dimensions: (x − mean) · directions.
///
/// ```swift
/// let projection = try Projection.principalComponents(of: rows, count: 64)
/// projection.explained      // 0.93 of the variance is kept
/// let small = projection(rows)
/// ```
public struct Projection: Sendable, Equatable {
  /// What is subtracted first, `[dimensions]`.
  public let mean: Tensor
  /// The directions, one in each column, `[dimensions, outputs]`.
  public let directions: Tensor
  /// The part of the variance that the directions of principal components keep, from 0 to 1; nil for others.
  public let explained: Float?

  /// The size of an embedding.
  public var dimensions: Int { directions.shape[0] }
  /// The size of what becomes of it.
  public var outputs: Int { directions.shape[1] }

  /// A map of the caller's, such as one that was learned.
  ///
  /// - Parameters:
  ///   - directions: One in each column, `[dimensions, outputs]`.
  ///   - mean: What is subtracted first, `[dimensions]`; default nothing.
  public init(directions: Tensor, mean: Tensor? = nil) {
    self.init(directions: directions, mean: mean, explained: nil)
  }

  init(directions: Tensor, mean: Tensor?, explained: Float?) {
    require(
      directions.rank == 2 && directions.count > 0,
      "Projection: expected directions [dimensions, outputs], got \(directions.shape)")
    let mean = mean ?? .zeros([directions.shape[0]])
    require(
      mean.shape == [directions.shape[0]],
      "Projection: expected a mean of shape [\(directions.shape[0])], got \(mean.shape)")
    self.mean = mean.detached
    self.directions = directions.detached
    self.explained = explained
  }

  /// The directions in which embeddings vary most: the eigenvectors of their covariance with the largest
  /// eigenvalues, each with its largest component positive.
  ///
  /// They keep more of the squared Euclidean distances than any other map to as many dimensions. For the
  /// inner product or the cosine of embeddings with a mean far from 0 it is another measure that they keep,
  /// that of what is left after the mean is subtracted.
  ///
  /// - Parameters:
  ///   - rows: `[n, dimensions]`, finite, at least 2.
  ///   - count: How many directions, from 1 to `dimensions`.
  /// - Throws: ``EmbeddingIndexError`` for other rows.
  public static func principalComponents(
    of rows: Tensor, count: Int
  ) throws(EmbeddingIndexError) -> Projection {
    let width = rows.rank == 2 ? rows.shape[1] : 0
    guard rows.rank == 2, rows.shape[0] >= 2, width >= 1 else {
      throw .wrongShape(rows.shape, dimensions: max(1, width))
    }
    try EmbeddingIndexError.check(rows, dimensions: width)
    require(
      (1...width).contains(count),
      "Projection: expected 1 to \(width) directions, got \(count)")
    let found = withScalars(rows) {
      principalDirections($0, count: rows.shape[0], width: width, directions: count)
    }
    return Projection(
      directions: Tensor(found.directions, shape: [width, count]), mean: Tensor(found.mean),
      explained: found.explained)
  }

  /// What becomes of embeddings, `[n, dimensions]` to `[n, outputs]`.
  public func callAsFunction(_ rows: Tensor) -> Tensor {
    require(
      rows.rank == 2 && rows.shape[1] == dimensions,
      "Projection: expected embeddings [n, \(dimensions)], got \(rows.shape)")
    let count = rows.shape[0]
    return Tensor([count, outputs]) { target in
      withScalars(rows, mean, directions) { rows, mean, directions in
        project(
          rows, count: count, mean: mean, Matrix(directions, dimensions, outputs), into: target)
      }
    }
  }
}

extension Projection {
  private struct Header: Codable {
    let dimensions: Int
    let outputs: Int
    let explained: Float?
    let checksum: UInt64
  }

  private static let form = IndexFileHeader("OneShot projection 1")

  /// A number that tells this projection from others.
  var fingerprint: UInt64 {
    var check = DamageCheck()
    mean.withUnsafeScalars { check.add(UnsafeRawBufferPointer($0)) }
    directions.withUnsafeScalars { check.add(UnsafeRawBufferPointer($0)) }
    return check.value
  }

  /// Writes the projection to a file.
  ///
  /// - Throws: `FileProblem` if the file cannot be written.
  public func save(to url: URL) throws(FileProblem) {
    let header = Header(
      dimensions: dimensions, outputs: outputs, explained: explained, checksum: fingerprint)
    var bytes = try Self.form.encoded(header, for: url)
    for tensor in [mean, directions] {
      tensor.withUnsafeScalars { bytes.append(contentsOf: UnsafeRawBufferPointer($0)) }
    }
    try Files.write(bytes, to: url)
  }

  /// Reads a file that ``save(to:)`` wrote.
  ///
  /// - Throws: `FileProblem` if the file cannot be read or is damaged.
  public init(contentsOf url: URL) throws(FileProblem) {
    let file = try MappedFile(url)
    let (header, end) = try Self.form.read(Header.self, of: file)
    let limit = 1 << 24
    guard (1...limit).contains(header.dimensions), (1...limit).contains(header.outputs),
      file.bytes.count - end == 4 * header.dimensions * (header.outputs + 1)
    else {
      throw file.problem(
        found: "\(file.bytes.count) bytes",
        expected: "\(header.outputs) directions of \(header.dimensions) scalars")
    }
    func scalars(_ shape: Shape, from start: Int) -> Tensor {
      Tensor(shape) {
        UnsafeMutableRawPointer($0).copyMemory(
          from: file.bytes.baseAddress! + start, byteCount: 4 * shape.count)
      }
    }
    self.init(
      directions: scalars(
        [header.dimensions, header.outputs], from: end + 4 * header.dimensions),
      mean: scalars([header.dimensions], from: end), explained: header.explained)
    guard fingerprint == header.checksum else {
      throw file.problem(found: "damaged numbers", expected: "those of their checksum")
    }
  }
}
