/// Reads numbers written as digits between spaces, where `#` begins a comment that ends with its line.
///
/// - Parameters:
///   - isOneDigitEach: Then digits need no space between them.
///   - table: What is written for each number.
/// - Returns: Whether there are as many numbers as fit into `y`, none of them beyond the table.
package func readDecimals(
  _ x: UnsafeBufferPointer<UInt8>, isOneDigitEach: Bool, table: UnsafeBufferPointer<UInt8>,
  into y: UnsafeMutableBufferPointer<UInt8>
) -> Bool {
  var done = 0
  var number: Int?
  var isComment = false

  /// Ends a number; false if it is beyond the table.
  func finish() -> Bool {
    guard let found = number else { return true }
    guard found < table.count else { return false }
    y[done] = table[found]
    done += 1
    number = nil
    return true
  }

  for byte in x where done < y.count {
    switch byte {
    case 0x0A, 0x0D:
      isComment = false
      guard finish() else { return false }
    case _ where isComment: continue
    case 0x23:
      isComment = true
      guard finish() else { return false }
    case 0x20, 0x09, 0x0B, 0x0C: guard finish() else { return false }
    case 0x30...0x39:
      number = min((number ?? 0) * 10 + Int(byte - 0x30), 1 << 20)
      if isOneDigitEach { guard finish() else { return false } }
    default: return false
    }
  }
  return (done == y.count || finish()) && done == y.count
}
