/// `count` bytes that `body` writes.
func bytes(_ count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
  var bytes = [UInt8](repeating: 0x5A, count: count + 1)
  bytes.withUnsafeMutableBufferPointer { buffer in
    if let base = buffer.baseAddress { body(base) }
  }
  precondition(bytes.removeLast() == 0x5A, "written beyond the end")
  return bytes
}
