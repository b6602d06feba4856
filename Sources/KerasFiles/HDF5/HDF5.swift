import Basics
import CHDF5
import Files

/// The library, which one thread at a time may call.
enum HDF5 {
  private static let isInUse = Lock(())

  /// Calls `body`, in which HDF5 may be called.
  static func call<Result>(
    _ body: () throws(FileProblem) -> Result
  ) throws(FileProblem) -> Result {
    let result = isInUse.withLock { _ in
      chdf5_be_silent()
      return Swift.Result { () throws(FileProblem) in try body() }
    }
    return try result.get()
  }
}

/// Something open in a file, which is closed at the end.
final class HDF5Handle {
  let id: hid_t

  /// Nil for what could not be opened.
  init?(_ id: hid_t) {
    if id < 0 { return nil }
    self.id = id
  }

  deinit {
    switch H5Iget_type(id) {
    case H5I_FILE: H5Fclose(id)
    case H5I_GROUP: H5Gclose(id)
    case H5I_DATASET: H5Dclose(id)
    case H5I_DATASPACE: H5Sclose(id)
    case H5I_DATATYPE: H5Tclose(id)
    default: H5Oclose(id)
    }
  }
}
