import Autograd
import Tensor

/// Branches from one input, whose outputs are laid one after another along the last axis: the channels of
/// images, or the scalars of vectors.
///
/// Use it for legs that are to judge together, each with weights of its own, or for convolutions of several
/// sizes side by side, as in Szegedy et al., "Going deeper with convolutions", 2015, figure 2.
///
/// ```swift
/// Parallel([
///   Sequential { Conv2D(16, kernel: 1) },
///   Sequential { Conv2D(16, kernel: 5, padding: .same) },
/// ])
/// ```
public struct Parallel: Layer {
  /// What each branch is made of; their names are their positions.
  public var branches: [Sequential]

  /// The given branches, at least one, whose outputs agree but for the last axis.
  public init(_ branches: [Sequential]) { self.branches = branches }

  /// Builds each branch for the input.
  ///
  /// - Returns: The shape of the branches' outputs, with the sum of their last axes.
  /// - Throws: `ShapeError` if a branch cannot take the input, or their outputs do not fit side by side.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    var outputs: [Shape] = []
    for index in branches.indices {
      outputs.append(try branches[index].build(named: "\(index)", for: input, using: &random))
    }
    guard let first = outputs.first, first.rank > 0,
      outputs.allSatisfy({ $0.dimensions.dropLast() == first.dimensions.dropLast() })
    else {
      throw ShapeError(
        "Parallel lays what its branches give side by side along the last axis: expected outputs that "
          + "agree but for it, got \(outputs)")
    }
    return Shape(first.dimensions.dropLast() + [outputs.reduce(0) { $0 + $1[-1] }])
  }

  /// The branches' outputs side by side.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    .concatenated(branches.map { $0(input) }, axis: -1)
  }

  /// The parameters of every branch, under its position.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    for index in branches.indices { visitor.visit(&branches[index], named: "\(index)") }
  }
}

extension Parallel: DescribedLayer {
  /// Its branches.
  public struct Form: Codable, Sendable {
    let branches: [Sequential.Form]
  }

  /// The settings.
  public var form: Form { Form(branches: branches.map(\.form)) }

  /// A layer of such settings.
  public init(form: Form) { self.init(form.branches.map { Sequential(form: $0) }) }
}
