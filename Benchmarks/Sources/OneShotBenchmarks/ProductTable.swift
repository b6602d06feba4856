import COpenBLAS
import Foundation
import OneShot

/// The products of planes by our kernel, by OpenBLAS and, if it is built in, by LIBXSMM: one thread, the
/// best of several tries in alternation.
struct ProductTable: Encodable {
  struct Row: Encodable {
    let network: String
    let planes, rows, depth, columns: Int
    /// Multiply-adds of such products in a forward pass of the network's step.
    let stepMultiplyAdds: Double
    /// Multiply-adds a second, by what multiplies.
    let rates: [String: Double]
  }

  /// Multiply-adds a second of OpenBLAS's product of matrices of 1024 × 1024.
  let peak: Double
  let rows: [Row]

  /// Measures the products of these networks.
  ///
  /// - Parameters:
  ///   - tries: How often each is measured.
  ///   - seconds: How long a try takes at least.
  init(
    of networks: [MeasuredNetwork] = MeasuredNetwork.allCases, tries: Int = 9,
    seconds: Double = 0.03
  ) throws {
    let before = openblas_get_num_threads()
    openblas_set_num_threads(1)
    defer { openblas_set_num_threads(before) }
    var peak = 0.0
    rows = try networks.flatMap { network in
      try network.planeProducts().map { products, multiplyAdds in
        peak = max(peak, MachineRates.productRate(threads: 1, seconds: seconds * Double(tries)))
        return Row(
          network: network.rawValue, planes: products.planes, rows: products.rows,
          depth: products.depth, columns: products.columns, stepMultiplyAdds: multiplyAdds,
          rates: Self.rates(of: products, tries: tries, seconds: seconds))
      }
    }
    self.peak = peak
  }

  private static func rates(
    of shape: PlaneProducts, tries: Int, seconds: Double
  ) -> [String: Double] {
    let operands = PlaneOperands(shape)
    let makers = ProductMaker.allCases.compactMap { maker in
      operands.products(by: maker).map { (maker.rawValue, $0) }
    }
    var rates: [String: Double] = [:]
    for _ in 0..<tries {
      for (name, multiply) in makers {
        multiply()
        var (count, time) = (0.0, 0.0)
        let start = ContinuousClock.now
        repeat {
          multiply()
          count += 1
          time = (ContinuousClock.now - start) / .seconds(1)
        } while time < seconds
        rates[name] = max(rates[name] ?? 0, count * shape.multiplyAdds / time)
      }
    }
    return rates
  }
}

extension ProductTable: CustomStringConvertible {
  /// A table in Markdown: GFLOP/s and the part of the peak.
  var description: String {
    let makers = ProductMaker.allCases.map(\.rawValue).filter { name in
      rows.contains { $0.rates[name] != nil }
    }
    let title = String(
      format: "GFLOP/s of one thread, and in brackets the part of the %.0f that OpenBLAS reaches "
        + "with matrices of 1024 × 1024.\n\n", 2e-9 * peak)
    let head = "| network | planes × (tiles × channels × filters) | of its planes | "
    let rule = "\n| --- | --- | ---: |" + makers.map { _ in " ---: |" }.joined()
    let networks = rows.map(\.network).reduce(into: [String]()) { names, name in
      if names.last != name { names.append(name) }
    }
    let body = networks.flatMap { network in
      lines(of: rows.filter { $0.network == network }, network, makers)
    }
    return title + head + makers.joined(separator: " | ") + " |" + rule + "\n"
      + body.joined(separator: "\n")
  }

  /// A network's lines, and one of all its planes.
  private func lines(of rows: [Row], _ network: String, _ makers: [String]) -> [String] {
    let sum = rows.reduce(0) { $0 + $1.stepMultiplyAdds }
    let all = makers.map { name -> Double? in
      let times = rows.map { row in row.rates[name].map { row.stepMultiplyAdds / $0 } }
      return times.contains { $0 == nil } ? nil : sum / times.reduce(0) { $0 + $1! }
    }
    return rows.map { row in
      line(
        network, "\(row.planes) × (\(row.rows) × \(row.depth) × \(row.columns))",
        row.stepMultiplyAdds / sum, makers.map { row.rates[$0] })
    } + [line(network, "all", 1, all)]
  }

  private func line(
    _ network: String, _ shape: String, _ part: Double, _ rates: [Double?]
  ) -> String {
    let cells = rates.map { rate in
      rate.map { String(format: "%.0f (%.0f %%)", 2e-9 * $0, 100 * $0 / peak) } ?? "–"
    }
    return "| "
      + ([network, shape, String(format: "%.0f %%", 100 * part)] + cells)
      .joined(separator: " | ") + " |"
  }
}
