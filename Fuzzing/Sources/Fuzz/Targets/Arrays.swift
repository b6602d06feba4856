import DatasetFiles
import Foundation
import OneShot

extension Target {
  /// Arrays of NumPy, from memory.
  static let npy = Target(
    name: "npy", longest: 1024,
    words: [
      "\u{93}NUMPY", "'descr'", "'fortran_order'", "'shape'", "True", "False", "'<f4'", "'>f8'",
      "'|b1'", "'<i8'", "'|u1'", "'<f2'", "'|O'", "'<c8'", "()", "(1,)", "(2, 3)",
      "(4294967296, 4294967296)", "9223372036854775807",
    ],
    seeds: { seeds in
      try seeds.add(folder: "NPY", endings: ["npy"])
      try Tensor.zeros([2, 3]).writeNPY(to: seeds.next())
    },
    test: { input in
      for integers in [IntegerTensors.converted, .skipped, .refused] {
        guard let tensor = try? Tensor(npy: input.bytes, integers: integers) else { continue }
        let file = input.file(named: "copy.npy")
        try tensor.writeNPY(to: file)
        expect(try Tensor(npy: file).equals(tensor), "the array written and read")
      }
    })

  /// Archives of them.
  static let npz = Target(
    name: "npz", longest: 4096, words: ["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", ".npy"],
    seeds: { seeds in
      try seeds.add(folder: "NPY", endings: ["npz"])
      let file = Safetensors([("a", .zeros([2, 3])), ("b", Tensor(1))])
      for isPacked in [false, true] { try file.writeNPZ(to: seeds.next(), isPacked: isPacked) }
    },
    test: { input in
      let file = try Safetensors(
        npz: Zip.mended(input).file(ending: "npz"), limit: 1 << 26, integers: .converted)
      let copy = input.file(named: "copy.npz")
      guard (try? file.writeNPZ(to: copy)) != nil else { return }
      expect(try Safetensors(npz: copy).equals(file), "the arrays written and read")
    })
}

extension Tensor {
  /// Whether shapes and bits are the same; NaN is NaN.
  func equals(_ other: Tensor) -> Bool {
    shape == other.shape
      && zip(scalars, other.scalars).allSatisfy {
        $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN
      }
  }
}

extension Safetensors {
  /// Whether names, in any order, and tensors are the same.
  func equals(_ other: Safetensors) -> Bool {
    let (mine, others) = (sorted, other.sorted)
    return mine.map(\.name) == others.map(\.name)
      && zip(mine, others).allSatisfy { $0.tensor.equals($1.tensor) }
  }

  private var sorted: [(name: String, tensor: Tensor)] {
    tensors.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }
}
