import Autograd
import Layers
import Synchronization
import Tensor
import TestSupport
import Testing

@Suite struct RecomputedTests {
  private let layers: [any Layer] = [
    ConvBlock(4, pools: false), DropBlock(0.3, blockSize: 2),
    Residual(activation: .relu) {
      Conv2D(4, kernel: 3, padding: .same)
      BatchNorm()
      StochasticDepth(0.2)
    }, Dropout(0.5),
  ]

  /// The loss, the gradients and the statistics after two steps.
  private func train(_ model: Sequential) throws -> (losses: [Float], found: [String: [UInt32]]) {
    var (model, random) = (model, SeededGenerator(seed: 3))
    try model.build(for: [6, 6, 2], seed: 1)
    let images = samples([5, 6, 6, 2])[0]
    var (losses, found): ([Float], [String: [UInt32]]) = ([], [:])
    for step in 0..<2 {
      let (loss, gradients) = gradient(of: &model, using: &random) { $0(images).square().sum() }
      losses.append(loss)
      for (path, gradient) in zip(gradients.paths, gradients.values) {
        found["\(step) \(plain(path))"] = gradient?.scalars.map(\.bitPattern)
      }
    }
    for (path, parameter) in model.parameters {
      found[plain(path)] = parameter.value.scalars.map(\.bitPattern)
    }
    return (losses, found)
  }

  /// The path without recomputation.
  private func plain(_ path: String) -> String {
    path.hasPrefix("1.layers.") ? "1." + path.dropFirst("1.layers.".count) : path
  }

  @Test func givesTheSameBits() throws {
    func model(_ middle: some Layer) -> Sequential {
      Sequential {
        Conv2D(2, kernel: 1); middle; Conv2D(3, kernel: 1)
      }
    }
    let plain = try train(model(Sequential(layers)))
    let twice = try train(model(Recomputed(Sequential(layers))))
    let nested = try train(model(Recomputed { Recomputed(Sequential(layers)) }))
    #expect(plain.losses == twice.losses)
    #expect(plain.found.count > 20)
    #expect(Set(plain.found.keys) == Set(twice.found.keys))
    for (path, bits) in plain.found { #expect(bits == twice.found[path], "\(path)") }
    #expect(plain.losses == nested.losses)
  }

  @Test func withoutARecordingItIsItsLayers() throws {
    var layer = Recomputed {
      Dense(3); Activation.tanh; Dense(2)
    }
    #expect(try layer.build(for: [4]) == [2])
    #expect(layer.parameters.map(\.path).first == "layers.0.weight")
    let x = samples([3, 4])[0]
    #expect(layer(x) == layer.layers(x))
    let model = layer
    expectDifferentiable(at: [x]) { model($0[0]) }
  }

  @Test func aFrozenLayerStaysAsItIs() throws {
    var layer = Recomputed {
      Dense(3); Activation.tanh; Dense(2)
    }
    try layer.build(for: [4])
    layer.forEachParameter { path, parameter in parameter.isFrozen = path.hasPrefix("layers.0") }
    var plain = layer.layers
    let x = samples([3, 4])[0]
    let found = gradient(of: &layer) { $0(x).square().sum() }.gradients
    let expected = gradient(of: &plain) { $0(x).square().sum() }.gradients
    #expect(found.values == expected.values)
    #expect(found.values.prefix(2).allSatisfy { $0 == nil })
  }

  /// The memory of what a layer was given, as long as something holds it.
  private final class Inputs: Sendable {
    private struct Weak { weak var storage: Storage? }
    private let list = Mutex([Weak]())
    var count: Int { list.withLock { $0.count } }
    var alive: Int { list.withLock { $0.filter { $0.storage != nil }.count } }
    func note(_ tensor: Tensor) { list.withLock { $0.append(Weak(storage: tensor.storage)) } }
  }

  @Test(arguments: [false, true])
  func nothingInsideIsKept(_ recomputes: Bool) throws {
    let inputs = Inputs()
    let inside = Sequential {
      for _ in 0..<3 {
        Dense(8); Activation.tanh
        Lambda("noted") {
          inputs.note($0)
          return $0 * $0
        }
      }
    }
    var model = Sequential {
      if recomputes { Recomputed(inside) } else { inside }
      Dense(1)
    }
    try model.build(for: [8])
    let before = inputs.count
    _ = gradient(of: &model) { model in
      let loss = model(samples([4, 8])[0]).sum()
      #expect(inputs.count == before + 3)
      #expect(inputs.alive == (recomputes ? 0 : 3))
      return loss
    }
    #expect(inputs.count == before + (recomputes ? 6 : 3))
    #expect(inputs.alive == 0)
  }
}
