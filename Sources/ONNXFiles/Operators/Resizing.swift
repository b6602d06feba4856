import Autograd
import Kernels
import Tensor

extension Operator {
  /// What enlarges and shrinks images.
  static let resizing: [String: Operator] = [
    "Resize": Operator(settings: [1, 2, 3], Resized.action),
    "Upsample": Operator(settings: [1], Resized.upsampling),
  ]
}

/// How a node resizes images.
private struct Resized: Sendable {
  let isLinear: Bool
  let coordinates: Coordinates
  let nearest: Nearest

  /// Where a position of the result lies on the image.
  enum Coordinates: String {
    case halfPixel = "half_pixel"
    case halfPixelSymmetric = "half_pixel_symmetric"
    case pytorchHalfPixel = "pytorch_half_pixel"
    case alignCorners = "align_corners"
    case asymmetric
  }

  /// Which pixel is taken for the nearest one.
  enum Nearest: String {
    case floor
    case ceil
    case preferFloor = "round_prefer_floor"
    case preferCeil = "round_prefer_ceil"
  }

  init(isLinear: Bool, coordinates: Coordinates, nearest: Nearest) {
    self.isLinear = isLinear
    self.coordinates = coordinates
    self.nearest = nearest
  }

  init(_ node: Node, mode: String, coordinates: String, nearest: String) throws {
    guard ["nearest", "linear"].contains(mode) else {
      throw GraphProblem(expected: "mode nearest or linear", found: mode)
    }
    guard let coordinates = Coordinates(rawValue: coordinates) else {
      throw GraphProblem(
        expected: "a coordinate_transformation_mode that is known", found: coordinates)
    }
    guard let nearest = Nearest(rawValue: nearest) else {
      throw GraphProblem(expected: "a nearest_mode that is known", found: nearest)
    }
    self.init(isLinear: mode == "linear", coordinates: coordinates, nearest: nearest)
  }

  /// Upsample, which `Resize` replaces.
  static func upsampling(_ node: Node) throws -> Action {
    let resized = try Resized(
      node, mode: node.attributes.string("mode", or: "nearest"), coordinates: "asymmetric",
      nearest: "floor")
    let listed = try node.attributes.floats("scales")
    return .floats { inputs in
      let input = try inputs.floats(0)
      guard let scales = try inputs.optionalFloats(1)?.plain.scalars ?? listed else {
        throw GraphProblem(expected: "scales", found: "none")
      }
      return try resized.applied(to: input, axes: Array(0..<input.rank), scales: scales)
    }
  }

  static func action(_ node: Node) throws -> Action {
    let attributes = node.attributes
    let isFirst = node.version < 11
    let resized = try Resized(
      node, mode: attributes.string("mode", or: "nearest"),
      coordinates: attributes.string(
        "coordinate_transformation_mode", or: isFirst ? "asymmetric" : "half_pixel"),
      nearest: attributes.string("nearest_mode", or: isFirst ? "floor" : "round_prefer_floor"))
    for name in ["antialias", "exclude_outside"]
    where try attributes.int(name, or: 0) != 0 {
      throw GraphProblem(expected: "no \(name)", found: "it")
    }
    let policy = try attributes.string("keep_aspect_ratio_policy", or: "stretch")
    guard policy == "stretch" else {
      throw GraphProblem(expected: "keep_aspect_ratio_policy stretch", found: policy)
    }
    let axes = try attributes.ints("axes")
    return .floats { inputs in
      let input = try inputs.floats(0)
      let axes = try axes?.map { try Dimensions.axis($0, rank: input.rank) }
      let all = axes ?? Array(0..<input.rank)
      if !isFirst, let sizes = try inputs.optionalIntegers(3)?.scalars, !sizes.isEmpty {
        return try resized.applied(to: input, axes: all, sizes: sizes)
      }
      guard let scales = try inputs.optionalFloats(isFirst ? 1 : 2) else {
        throw GraphProblem(expected: "scales or sizes", found: "none")
      }
      return try resized.applied(to: input, axes: all, scales: scales.plain.scalars)
    }
  }

  private func applied(
    to input: Arranged, axes: [Int], scales: [Float]? = nil, sizes: [Int]? = nil
  ) throws -> Arranged {
    guard input.rank == 4 || input.rank == 3, input.tensor.count > 0 else {
      throw GraphProblem(expected: "images", found: "\(input.shape)")
    }
    guard (scales?.count ?? sizes?.count) == axes.count, Set(axes).count == axes.count,
      scales?.allSatisfy({ $0 > 0 && $0 < 65_536 }) ?? true,
      sizes?.allSatisfy({ $0 > 0 }) ?? true
    else {
      throw GraphProblem(
        expected: "a positive scale or size for each of the axes \(axes)",
        found: scales.map { "\($0)" } ?? "\(sizes ?? [])")
    }
    var target = input.shape
    var factors = Array(repeating: Float(1), count: input.rank)
    for (index, axis) in axes.enumerated() {
      if let sizes {
        target[axis] = sizes[index]
        factors[axis] = Float(sizes[index]) / Float(input.shape[axis])
      } else if let scales {
        target[axis] = Int((Float(input.shape[axis]) * scales[index]).rounded(.down))
        factors[axis] = scales[index]
      }
    }
    guard target.prefix(2) == input.shape.prefix(2), !target.contains(0) else {
      throw GraphProblem(
        expected: "images of some size, with as many channels", found: "\(target)")
    }
    // A rest of a pixel would shift the corners, which no two readers do alike.
    if coordinates == .alignCorners && sizes == nil {
      guard axes.allSatisfy({ Float(target[$0]) == Float(input.shape[$0]) * factors[$0] }) else {
        throw GraphProblem(
          expected: "scales that give whole pixels with align_corners", found: "\(factors)")
      }
    }
    _ = try Dimensions.shape(target)
    var images = input.channelsLast
    let hasRows = input.rank == 4
    if !hasRows { images = images.expandingDimension(at: 1) }
    let result = images.mapped(
      for: "Resize",
      rows: { hasRows ? places($0, target[2], factors[2]) : [PixelMap.Place(0)] },
      columns: { places($0, target[input.rank - 1], factors[input.rank - 1]) })
    let shape = Shape([target[0]] + target[2...] + [target[1]])
    return Arranged(result.reshaped(to: shape), order: Arranged.channelsLast(input.rank))
  }

  /// What each position of the result takes of an axis.
  private func places(_ size: Int, _ target: Int, _ scale: Float) -> [PixelMap.Place] {
    (0..<target).map { index in
      let place = place(Float(index), size, target, scale)
      guard isLinear else {
        return PixelMap.Place(min(max(rounded(place), 0), size - 1))
      }
      let bounded = min(max(place, 0), Float(size - 1))
      let first = min(Int(bounded), size - 1)
      let second = min(first + 1, size - 1)
      return PixelMap.Place(
        first, second, share: first == second ? 0 : bounded - Float(first))
    }
  }

  private func place(_ index: Float, _ size: Int, _ target: Int, _ scale: Float) -> Float {
    switch coordinates {
    case .asymmetric: return index / scale
    case .alignCorners:
      return target == 1 ? 0 : index * Float(size - 1) / Float(target - 1)
    case .halfPixel: return (index + 0.5) / scale - 0.5
    case .pytorchHalfPixel: return target > 1 ? (index + 0.5) / scale - 0.5 : 0
    case .halfPixelSymmetric:
      let adjustment = Float(target) / (scale * Float(size))
      let center = Float(size) / 2
      return center * (1 - adjustment) + (index + 0.5) / scale - 0.5
    }
  }

  private func rounded(_ place: Float) -> Int {
    switch nearest {
    case .floor: Int(place.rounded(.down))
    case .ceil: Int(place.rounded(.up))
    case .preferFloor: Int((place - 0.5).rounded(.up))
    case .preferCeil: Int((place + 0.5).rounded(.down))
    }
  }
}
