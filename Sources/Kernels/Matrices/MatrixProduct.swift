import Basics
import CKernels
import COpenBLAS

/// The most multiply-adds of a product that OpenBLAS computes without copying its operands first, on
/// processors where it has kernels for that.
let smallProduct = 1_000_000

/// `c = a · b`, or `c += a · b`, on the calling thread alone. `c` has `stride` between its rows.
///
/// Products that are not large, or of few rows or little depth, are our own (``ProductKernel``): OpenBLAS
/// clears the result, copies both operands and takes a lock for each. It computes the large ones, if
/// nothing else becomes of them, and those whose right operand is transposed.
///
/// - Parameters:
///   - repeated: Does the same for several right operands and results.
///   - ending: What becomes of the result.
package func multiply(
  _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int? = nil,
  accumulating: Bool = false, repeated: Repetition = .once, ending: Ending? = nil
) {
  let stride = stride ?? b.columns
  let isOurs =
    ending != nil || a.rows * a.columns * b.columns <= ProductKernel.largest
    || min(a.rows, a.columns) <= ProductKernel.few
  if b.isPanels || (!b.isTransposed && isOurs) {
    ProductKernel.best.multiply(
      a, b, into: c, stride: stride, accumulating: accumulating, repeated: repeated, ending: ending)
  } else {
    for index in 0..<repeated.count {
      multiplyByBLAS(
        a, b.advanced(by: index * repeated.operandStep), into: c + index * repeated.resultStep,
        stride: stride, accumulating: accumulating)
    }
  }
}

/// If one operand or the result is so small that it stays in cache, the product is cut along the
/// other axis into small ones: copying the operands would take as long as multiplying them.
private func multiplyByBLAS(
  _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int, accumulating: Bool
) {
  let cached = 1 << 14
  if a.rows * a.columns * b.columns <= smallProduct {
    multiplyWhole(a, b, into: c, stride: stride, accumulating: accumulating)
  } else if a.rows * a.columns * 256 <= smallProduct {
    forEachPart(of: b.columns, ofAtMost: 256) { part in
      multiplyWhole(
        a, b.columns(part), into: c + part.lowerBound, stride: stride, accumulating: accumulating)
    }
  } else if b.rows * b.columns <= cached {
    forEachPart(of: a.rows, ofAtMost: smallProduct / (b.rows * b.columns)) { part in
      multiplyWhole(
        a.rows(part), b, into: c + part.lowerBound * stride, stride: stride,
        accumulating: accumulating)
    }
  } else if a.rows * b.columns <= cached {
    forEachPart(of: a.columns, ofAtMost: smallProduct / (a.rows * b.columns)) { part in
      multiplyWhole(
        a.columns(part), b.rows(part), into: c, stride: stride,
        accumulating: accumulating || part.lowerBound > 0)
    }
  } else {
    multiplyWhole(a, b, into: c, stride: stride, accumulating: accumulating)
  }
}

/// Cuts `count` into nearly equal parts.
private func forEachPart(of count: Int, ofAtMost limit: Int, _ body: (Range<Int>) -> Void) {
  let parts = (count + limit - 1) / limit
  for part in 0..<parts { body(count * part / parts..<count * (part + 1) / parts) }
}

private func multiplyWhole(
  _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int, accumulating: Bool
) {
  if a.rows == 0 || b.columns == 0 { return }
  cblas_sgemm(
    CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
    b.isTransposed ? CblasTrans : CblasNoTrans, blasint(a.rows), blasint(b.columns),
    blasint(a.columns), 1, a.pointer, blasint(a.stride), b.pointer, blasint(b.stride),
    accumulating ? 1 : 0, c, blasint(stride))
}

/// `c = a · b`, or `c += a · b`, shared between the threads in blocks that depend on the shapes alone.
package func parallelMultiply(
  _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, accumulating: Bool = false
) {
  withSingleThreadedBLAS {
    if a.rows <= 4 && !a.isTransposed && !b.isTransposed && !accumulating {
      return multiplyFewRows(a, b, into: c)
    }
    let work = a.rows * b.columns * a.columns
    let splitsRows = a.rows >= b.columns
    let length = splitsRows ? a.rows : b.columns
    let blocks = work < 1 << 18 ? 1 : max(1, min(8, length / 64))
    let stride = b.columns
    Threads.forEach(blocks) { block in
      let range = length * block / blocks..<length * (block + 1) / blocks
      if splitsRows {
        multiply(
          a.rows(range), b, into: c + range.lowerBound * stride, stride: stride,
          accumulating: accumulating)
      } else {
        multiply(
          a, b.columns(range), into: c + range.lowerBound, stride: stride,
          accumulating: accumulating)
      }
    }
  }
}

/// A few rows times a matrix that is read from memory once: such a product is bound by its bytes, and
/// a general one would copy the matrix first.
private func multiplyFewRows(_ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>) {
  let (width, depth) = (512, 128)
  Threads.forEach((b.columns + width - 1) / width) { block in
    let columns = block * width..<min(b.columns, (block + 1) * width)
    for row in 0..<a.rows {
      (c + row * b.columns + columns.lowerBound).initialize(repeating: 0, count: columns.count)
    }
    for start in stride(from: 0, to: b.rows, by: depth) {
      for row in 0..<a.rows {
        cblas_sgemv(
          CblasRowMajor, CblasTrans, blasint(min(depth, b.rows - start)), blasint(columns.count),
          1, b.pointer + start * b.stride + columns.lowerBound, blasint(b.stride),
          a.pointer + row * a.stride + start, 1, 1, c + row * b.columns + columns.lowerBound, 1)
      }
    }
  }
}

/// Runs `body` while OpenBLAS uses one thread a call, since we share the work out ourselves;
/// afterward its setting is as the program had it, or as it has set it meanwhile, but for 1, which
/// cannot be told from ours.
package func withSingleThreadedBLAS<Result>(_ body: () throws -> Result) rethrows -> Result {
  blasUsers.withLock { users in
    if users.count == 0 {
      users.threads = openblas_get_num_threads()
      openblas_set_num_threads(1)
    }
    users.count += 1
  }
  defer {
    blasUsers.withLock { users in
      users.count -= 1
      if users.count == 0 && openblas_get_num_threads() == 1 {
        openblas_set_num_threads(users.threads)
      }
    }
  }
  return try body()
}

private let blasUsers = Lock((count: 0, threads: Int32(0)), isGlobal: true)
