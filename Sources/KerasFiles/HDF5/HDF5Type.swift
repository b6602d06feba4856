import Kernels

/// How the scalars of an array are stored.
struct HDF5Type {
  /// Bytes of one.
  let size: Int
  /// Nil for what are no floats.
  let stored: StoredScalar?
  let isBigEndian: Bool

  init(_ message: HDF5Cursor) throws {
    var cursor = message
    let kind = try cursor.number(1) & 0xF
    let settings = try cursor.number(3)
    size = try cursor.number(4)
    guard size > 0 else { throw HDF5Problem.damage }
    guard kind == 1 else {
      (stored, isBigEndian) = (nil, settings & 1 != 0)
      return
    }
    var form: [Int] = []
    for width in [2, 2, 1, 1, 1, 1] { form.append(try cursor.number(width)) }
    // Where the bits begin and how many there are, of all, of the exponent and of the fraction.
    stored =
      switch (size, form) {
      case (2, [0, 16, 10, 5, 0, 10]): .half
      case (2, [0, 16, 7, 8, 0, 7]): .brain
      case (4, [0, 32, 23, 8, 0, 23]): .single
      case (8, [0, 64, 52, 11, 0, 52]): .double
      default: nil
      }
    isBigEndian = settings & 1 != 0
    // The order of VAX is neither.
    guard stored != nil, settings & 0x40 == 0 else {
      throw HDF5Problem.unknown("floats of \(size) bytes in another form")
    }
  }
}
