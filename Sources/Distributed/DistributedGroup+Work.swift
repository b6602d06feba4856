import Basics
import CMPI
import Datasets
import Kernels
import OneShot
import Tensor

extension DistributedGroup {
  /// Does pieces of work that do not depend on each other, each on one process: piece i on process i
  /// modulo their number.
  ///
  /// ```swift
  /// let accuracies = try group.map(10) { fold in
  ///   try accuracy(withoutFold: fold)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - body: What becomes of the piece of a number.
  /// - Returns: What became of all of them, in their order, on all processes.
  /// - Throws: What `body` throws, and ``DistributedError`` if a message is lost.
  public func map<Value: Codable>(_ count: Int, _ body: (Int) throws -> Value) throws -> [Value] {
    let mine = try stride(from: rank, to: count, by: self.count).map(body)
    let all = try gather(mine)
    return (0..<count).map { all[$0 % self.count][$0 / self.count] }
  }

  /// Does what all processes do together: where it fails on one, it fails on all, and none waits for it.
  ///
  /// - Parameter body: What to do, without messages to other processes.
  /// - Returns: What became of it on this process.
  /// - Throws: What `body` throws on this process, or ``DistributedError`` if it throws on another one.
  public func together<Value>(_ body: () throws -> Value) throws -> Value {
    let result = Result(catching: body)
    var mine: String?
    if case .failure(let error) = result { mine = "\(error)" }
    let messages = try gather(mine)
    if mine == nil, let rank = messages.firstIndex(where: { $0 != nil }) {
      throw DistributedError.failedElsewhere(rank: rank, message: messages[rank] ?? "")
    }
    return try result.get()
  }

  /// Makes a row of each of many rows, such as an embedding of each image: each process makes a part.
  ///
  /// - Parameters:
  ///   - rows: `[n] + row`, the same on all processes.
  ///   - body: Makes rows of rows; each must depend on its row alone.
  /// - Returns: `[n] + new row`, on all processes.
  /// - Throws: What `body` throws, and ``DistributedError`` if a message is lost.
  public func rows(of rows: Tensor, _ body: (Tensor) throws -> Tensor) throws -> Tensor {
    let count = rows.shape[0]
    guard self.count > 1, count > 0 else { return try body(rows) }
    let range = part(of: count)
    return try joined(range.isEmpty ? nil : try body(rows[range]), count: count)
  }

  /// Images of a dataset, each embedded by one process, which alone reads it.
  ///
  /// ```swift
  /// let store = try group.embeddings(of: images) { siamese.embed($0) }
  /// ```
  ///
  /// - Parameters:
  ///   - dataset: Holds the images, the same on all processes.
  ///   - positions: Positions in `dataset`, those that repeat counting once; default all.
  ///   - batchSize: How many images are embedded at a time; default 64.
  ///   - embed: A row for each image, which depends on that image alone.
  /// - Returns: All embeddings, on all processes.
  /// - Throws: What `embed` and the source of the images throw, and ``DistributedError``.
  public func embeddings(
    of dataset: ImageDataset, at positions: [Int]? = nil, batchSize: Int = 64,
    embed: (Tensor) throws -> Tensor
  ) throws -> Embeddings {
    let all = positions.map { Set($0).sorted() } ?? Array(0..<dataset.count)
    let range = part(of: all.count)
    guard count > 1, !all.isEmpty else {
      return try Embeddings(reading: dataset, at: all, batchSize: batchSize, embed: embed)
    }
    let mine =
      range.isEmpty
      ? nil
      : try Embeddings(
        reading: dataset, at: all[range], batchSize: batchSize, embed: embed
      ).values
    return Embeddings(positions: all, values: try joined(mine, count: all.count))
  }

  /// The part of so many rows that is this process's.
  private func part(of rows: Int) -> Range<Int> {
    rows * rank / count..<rows * (rank + 1) / count
  }

  /// The rows of all processes as one tensor, of `count` rows; nil where a process has none.
  private func joined(_ mine: Tensor?, count rows: Int) throws -> Tensor {
    guard let connection else { return mine! }
    let shapes = try gather(mine?.shape.dimensions).compactMap { $0 }
    let row = Shape(shapes[0]).droppingFirst
    guard shapes.allSatisfy({ Shape($0).droppingFirst == row }) else {
      throw DistributedError.disagreement("shape of a row", found: shapes.map { "\($0)" })
    }
    let starts = (0...count).map { rows * $0 / count * row.count }
    guard starts[count] <= Int(CInt.max) else {
      throw DistributedError.disagreement(
        "number of scalars, fewer than 2³¹", found: ["\(starts[count])"])
    }
    let counts = zip(starts, starts.dropFirst()).map { CInt($1 - $0) }
    let places = starts.dropLast().map { CInt($0) }
    var all = Tensor.zeros(row.prepending(rows))
    try all.mutateScalars { target in
      if let mine {
        withScalars(mine) { (target + starts[rank]).update(from: $0, count: mine.count) }
      }
      try connection.call("MPI_Allgatherv") { cmpi_gather_in_place($0, target, counts, places) }
    }
    return all
  }
}
