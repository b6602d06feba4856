import Autograd
import Basics
import Layers
import Tensor

/// One step of long short-term memory: what layers that read a sequence are made of.
///
/// With i, f, g, o the four parts of x · weight + h · recurrentWeight + bias,
///
/// c′ = σ(f) c + σ(i) tanh(g), h′ = σ(o) tanh(c′).
///
/// Hochreiter and Schmidhuber, "Long short-term memory", 1997; with the forget gate of Gers,
/// Schmidhuber and Cummins, "Learning to forget", 2000. The order of the gates is Keras's and PyTorch's.
public struct LSTMCell: Parameterized {
  /// What a step leaves to the next.
  public struct State: Sendable {
    /// h, `[count, units]`: the output.
    public var output: Tensor
    /// c, `[count, units]`: the memory.
    public var memory: Tensor

    /// A state of the given output and memory.
    public init(output: Tensor, memory: Tensor) {
      self.output = output
      self.memory = memory
    }
  }

  /// `[inputs, 4 · units]`.
  public var weight: Parameter
  /// `[units, 4 · units]`.
  public var recurrentWeight: Parameter
  /// `[4 · units]`.
  public var bias: Parameter
  /// The number of outputs.
  public let units: Int

  /// A cell that takes vectors of `inputs` scalars to `units` outputs.
  ///
  /// The weight is Glorot uniform, the recurrent one orthogonal for each gate, and the bias 0, but 1 for
  /// the forget gate, so that memories last at first.
  public init(inputs: Int, units: Int, using random: inout SeededGenerator) {
    require(
      inputs > 0 && units > 0, "LSTMCell: expected positive sizes, got \(inputs) and \(units)")
    self.units = units
    weight = Parameter(Initializer.glorotUniform([inputs, 4 * units], using: &random))
    let gates = (0..<4).map { _ in Initializer.orthogonal()([units, units], using: &random) }
    recurrentWeight = Parameter(.concatenated(gates, axis: 1))
    bias = Parameter(.concatenated([.zeros([units]), .ones([units]), .zeros([2 * units])]))
  }

  /// The state after `input`, `[count, inputs]`.
  public func callAsFunction(_ input: Tensor, _ state: State) -> State {
    let gates =
      input.matmul(weight.value) + state.output.matmul(recurrentWeight.value) + bias.value
    func gate(_ index: Int) -> Tensor {
      gates.slice(index * units..<(index + 1) * units, axis: 1)
    }
    let memory = gate(1).sigmoid() * state.memory + gate(0).sigmoid() * gate(2).tanh()
    return State(output: gate(3).sigmoid() * memory.tanh(), memory: memory)
  }

  /// `weight`, `recurrentWeight` and `bias`.
  public mutating func visit(_ visitor: inout some ParameterVisitor) {
    visitor.visit(&weight, named: "weight")
    visitor.visit(&recurrentWeight, named: "recurrentWeight")
    visitor.visit(&bias, named: "bias")
  }
}
