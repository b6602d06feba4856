import CHDF5
import Files
import Kernels
import Tensor
import Training

/// Reads a file of HDF5: groups within groups, and the arrays in them.
struct HDF5Reader {
  private let file: HDF5Handle
  /// What errors name.
  private let place: String

  /// Deeper groups are refused, since a group may lie in itself.
  private static let depth = 32
  /// More groups and arrays are refused.
  private static let most = 100_000

  /// An array of a file.
  struct Array {
    /// Such as `layers/conv2d/vars/0`.
    let path: String
    /// The attribute `name` of its group.
    let groupName: String?
    /// Nil if it is left out.
    let tensor: Tensor?
  }

  /// The arrays of the file at `path`, or of its bytes.
  static func arrays(
    ofFile path: String, bytes: [UInt8]? = nil, place: String
  ) throws(FileProblem) -> [Array] {
    try HDF5.call { () throws(FileProblem) in
      let id =
        if let bytes { bytes.withUnsafeBytes { chdf5_memory($0.baseAddress, $0.count) } } else {
          chdf5_open(path)
        }
      guard let file = HDF5Handle(id) else {
        throw FileProblem(
          path: place, found: "something else, or a damaged one", expected: "a file of HDF5")
      }
      var arrays: [Array] = []
      var count = 0
      try HDF5Reader(file: file, place: place).visit(file, "", depth: 0, &count, &arrays)
      return arrays
    }
  }

  private func visit(
    _ group: HDF5Handle, _ prefix: String, depth: Int, _ count: inout Int, _ arrays: inout [Array]
  ) throws(FileProblem) {
    guard depth < Self.depth else {
      throw FileProblem(
        path: "\(place)/\(prefix)", found: "more",
        expected: "at most \(Self.depth) groups within another")
    }
    let groupName = group.text("name")
    for name in try names(in: group, prefix) {
      count += 1
      guard count <= Self.most else {
        throw FileProblem(path: place, found: "more", expected: "at most \(Self.most) names")
      }
      // Links to other places, and to other files, are passed over.
      guard chdf5_is_hard_link(group.id, name) != 0 else { continue }
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      guard let object = HDF5Handle(H5Oopen(group.id, name, chdf5_default())) else {
        throw damage(path)
      }
      switch object.kind {
      case H5I_GROUP: try visit(object, path, depth: depth + 1, &count, &arrays)
      case H5I_DATASET:
        arrays.append(
          Array(path: path, groupName: groupName, tensor: try tensor(of: object, path)))
      default: break
      }
    }
  }

  private func names(in group: HDF5Handle, _ path: String) throws(FileProblem) -> [String] {
    var info = H5G_info_t()
    guard H5Gget_info(group.id, &info) >= 0 else { throw damage(path) }
    guard info.nlinks <= UInt64(Self.most) else {
      throw FileProblem(
        path: place, found: "\(info.nlinks)", expected: "at most \(Self.most) names")
    }
    var names: [String] = []
    for index in 0..<info.nlinks {
      var buffer = [CChar](repeating: 0, count: 1024)
      let length = H5Lget_name_by_idx(
        group.id, ".", H5_INDEX_NAME, H5_ITER_INC, index, &buffer, buffer.count, chdf5_default())
      guard length > 0, length < buffer.count,
        let name = String(
          validating: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
      else { throw damage(path) }
      names.append(name)
    }
    return names
  }

  /// Nil for integers and text.
  private func tensor(of dataset: HDF5Handle, _ path: String) throws(FileProblem) -> Tensor? {
    guard let type = HDF5Handle(H5Dget_type(dataset.id)),
      let space = HDF5Handle(H5Dget_space(dataset.id))
    else { throw damage(path) }
    let isBrain = dataset.text("dtype") == "bfloat16" && H5Tget_size(type.id) == 2
    guard H5Tget_class(type.id) == H5T_FLOAT || isBrain else { return nil }
    let rank = H5Sget_simple_extent_ndims(space.id)
    guard (0...32).contains(rank) else { throw damage(path) }
    var dimensions = [hsize_t](repeating: 0, count: Int(rank))
    if rank > 0 { H5Sget_simple_extent_dims(space.id, &dimensions, nil) }
    let size = H5Tget_size(type.id)
    let lengths = dimensions.map { Int(clamping: $0) }
    guard Shape.byteCount(of: lengths, scalar: 4) != nil,
      let bytes = Shape.byteCount(of: lengths, scalar: size)
    else { throw tooLarge(path, dimensions) }
    let shape = Shape(lengths)
    if shape.count == 0 { return .zeros(shape) }
    guard chdf5_is_stored(dataset.id, UInt64(bytes)) != 0 else { throw tooLarge(path, dimensions) }
    return try read(dataset, type, shape, isBrain: isBrain, path)
  }

  private func read(
    _ dataset: HDF5Handle, _ type: HDF5Handle, _ shape: Shape, isBrain: Bool, _ path: String
  ) throws(FileProblem) -> Tensor {
    func fill(_ target: UnsafeMutableRawPointer, _ memory: hid_t) -> Bool {
      H5Dread(dataset.id, memory, chdf5_all(), chdf5_all(), chdf5_default(), target) >= 0
    }
    var isRead = false
    let tensor: Tensor
    if isBrain {
      let bytes = [UInt8](unsafeUninitializedCapacity: 2 * shape.count) { buffer, count in
        isRead = fill(buffer.baseAddress!, type.id)
        count = isRead ? 2 * shape.count : 0
      }
      guard isRead else { throw damage(path) }
      tensor = Tensor(shape) { target in
        bytes.withUnsafeBytes {
          convert($0.baseAddress!, from: .brain, count: shape.count, into: target)
        }
      }
    } else {
      tensor = Tensor(shape) { isRead = fill($0, chdf5_float()) }
    }
    guard isRead else { throw damage(path) }
    return tensor
  }

  private func damage(_ path: String) -> FileProblem {
    FileProblem(path: "\(place)/\(path)", found: "a damaged one", expected: "a group or an array")
  }

  private func tooLarge(_ path: String, _ dimensions: [hsize_t]) -> FileProblem {
    FileProblem(
      path: "\(place)/\(path)", found: "a file without them",
      expected: "the scalars of an array of shape \(dimensions)")
  }
}
