import Autograd
import Basics
import Layers
import Tensor

/// Embeds support images in the light of each other, and queries in the light of the support set.
///
/// Vinyals et al., "Matching networks for one shot learning", 2016, appendices A.1 and A.2. The support
/// set is read in its order by a bidirectional LSTM, whose two outputs are added to g′, the leg's
/// embedding: g(xᵢ) = h→ᵢ + h←ᵢ + g′(xᵢ). A query reads the set K times: with r the sum of the g(xᵢ),
/// weighted by the softmax of h · g(xᵢ), an LSTM of input f′(x) and output [h, r] gives the next
/// h + f′(x).
///
/// The recurrent weight for [h, r] is here one for h and one for r beside the input, which is the same.
/// The first h, which the paper leaves open, is f′(x).
public struct FullContextEmbeddings: Parameterized {
  /// Reads the support set from its first image on.
  public var forward: LSTMCell
  /// Reads the support set from its last image on.
  public var backward: LSTMCell
  /// Reads a query and what it attends to.
  public var attention: LSTMCell
  /// K: how often a query reads the support set.
  public let steps: Int

  /// Embeddings of `size` scalars with K = `steps`, at least 1.
  public init(size: Int, steps: Int, using random: inout SeededGenerator) {
    require(steps >= 1, "FullContextEmbeddings: expected at least 1 step, got \(steps)")
    self.steps = steps
    forward = LSTMCell(inputs: size, units: size, using: &random)
    backward = LSTMCell(inputs: size, units: size, using: &random)
    attention = LSTMCell(inputs: 2 * size, units: size, using: &random)
  }

  /// g of each support image, `[count, size]`, from its embedding by the leg.
  public func support(_ embeddings: Tensor) -> Tensor {
    let images = (0..<embeddings.shape[0]).map { embeddings[$0..<$0 + 1] }
    let forwards = read(images, by: forward)
    let backwards = read(images.reversed(), by: backward)
    return embeddings + .concatenated(forwards) + .concatenated(backwards.reversed())
  }

  /// f of each query, `[count, size]`, from its embedding by the leg and g of the support images.
  public func queries(_ embeddings: Tensor, reading support: Tensor) -> Tensor {
    var state = LSTMCell.State(output: embeddings, memory: .zeros(embeddings.shape))
    for _ in 0..<steps {
      let read = state.output.matmulTransposed(support).softmax().matmul(support)
      state = attention(.concatenated([embeddings, read], axis: 1), state)
      state.output += embeddings
    }
    return state.output
  }

  /// The cell's output after each image.
  private func read(_ images: [Tensor], by cell: LSTMCell) -> [Tensor] {
    let zeros = Tensor.zeros([1, cell.units])
    var state = LSTMCell.State(output: zeros, memory: zeros)
    return images.map { image in
      state = cell(image, state)
      return state.output
    }
  }

  /// The parameters of the cells under `forward`, `backward` and `attention`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&forward, named: "forward")
    visitor.visit(&backward, named: "backward")
    visitor.visit(&attention, named: "attention")
  }
}
