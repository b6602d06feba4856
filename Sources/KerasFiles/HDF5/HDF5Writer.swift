import CHDF5
import Files
import Tensor

/// Makes a file of HDF5 in memory.
enum HDF5Writer {
  /// The bytes of a file with the given arrays.
  ///
  /// - Parameters:
  ///   - arrays: Their paths, such as `layers/conv2d/vars/0`, whose groups are made, and their scalars.
  ///   - names: The attribute `name` of groups, by their paths.
  ///   - place: What errors call the file.
  static func bytes(
    of arrays: [(path: String, tensor: Tensor)], names: [String: String] = [:], place: String
  ) throws(FileProblem) -> [UInt8] {
    try HDF5.call { () throws(FileProblem) in
      let failure = FileProblem(
        path: place, found: "an error of HDF5", expected: "memory for the arrays")
      guard let file = HDF5Handle(chdf5_memory()) else { throw failure }
      var groups: [String: HDF5Handle] = [:]
      for (path, tensor) in arrays {
        let parts = path.split(separator: "/").map(String.init)
        var (group, prefix) = (file, "")
        for name in parts.dropLast() {
          prefix = prefix.isEmpty ? name : "\(prefix)/\(name)"
          if let known = groups[prefix] {
            group = known
            continue
          }
          guard
            let made = HDF5Handle(
              H5Gcreate2(group.id, name, chdf5_default(), chdf5_default(), chdf5_default()))
          else { throw failure }
          if let text = names[prefix], !write(text, to: made) { throw failure }
          groups[prefix] = made
          group = made
        }
        guard let name = parts.last, write(tensor, name, to: group) else { throw failure }
      }
      guard H5Fflush(file.id, H5F_SCOPE_GLOBAL) >= 0 else { throw failure }
      let size = H5Fget_file_image(file.id, nil, 0)
      guard size > 0 else { throw failure }
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = max(0, H5Fget_file_image(file.id, buffer.baseAddress, size))
      }
    }
  }

  private static func write(_ tensor: Tensor, _ name: String, to group: HDF5Handle) -> Bool {
    let dimensions = tensor.shape.dimensions.map { hsize_t($0) }
    let space = HDF5Handle(
      dimensions.isEmpty
        ? H5Screate(H5S_SCALAR) : H5Screate_simple(Int32(dimensions.count), dimensions, nil))
    guard let space,
      let dataset = HDF5Handle(
        H5Dcreate2(
          group.id, name, chdf5_stored_float(), space.id, chdf5_default(), chdf5_default(),
          chdf5_default()))
    else { return false }
    return tensor.detached.withUnsafeScalars { scalars in
      H5Dwrite(
        dataset.id, chdf5_float(), chdf5_all(), chdf5_all(), chdf5_default(), scalars.baseAddress)
        >= 0
    }
  }

  /// The attribute `name`.
  private static func write(_ text: String, to group: HDF5Handle) -> Bool {
    guard let type = HDF5Handle(chdf5_text_type(text.utf8.count)),
      let space = HDF5Handle(H5Screate(H5S_SCALAR))
    else { return false }
    let attribute = H5Acreate2(
      group.id, "name", type.id, space.id, chdf5_default(), chdf5_default())
    guard attribute >= 0 else { return false }
    defer { H5Aclose(attribute) }
    return H5Awrite(attribute, type.id, text) >= 0
  }
}
