import Testing

@testable import Tuning

@Suite struct DimensionCoordinatesTests {
  private func count(_ dimension: SearchSpace.Dimension, _ parts: Int = 12_000) -> [Int: Int] {
    (0..<parts).reduce(into: [:]) { counts, index in
      if case .integer(let value) = dimension.setting(at: (Double(index) + 0.5) / Double(parts)) {
        counts[value, default: 0] += 1
      }
    }
  }

  @Test func integersHaveEqualParts() {
    let counts = count(.integer("n", 3...14, step: 4))
    #expect(counts == [3: 4000, 7: 4000, 11: 4000], "14 is none of them")
  }

  @Test func integersOnALogScaleHavePartsByRatio() {
    let counts = count(.integer("n", 1...100, scale: .log))
    #expect(counts.count == 100)
    let few: Int = counts.filter { $0.key <= 10 }.values.reduce(0, +)
    let many: Int = counts.filter { $0.key > 10 }.values.reduce(0, +)
    // log(10.5 / 0.5) / log(100.5 / 0.5) of all.
    let expected = 12_000 * 0.574_08
    #expect(abs(Double(few) - expected) < 10)
    #expect(many + few == 12_000)
  }

  @Test func logarithmsHavePartsByRatio() {
    let dimension = SearchSpace.Dimension.log("rate", 1e-4...1)
    guard case .number(let middle) = dimension.setting(at: 0.5) else { return #expect(Bool(false)) }
    #expect(abs(middle - 1e-2) < 1e-12)
  }

  @Test(arguments: [
    SearchSpace.Dimension.integer("n", 3...14, step: 4), .integer("n", 1...100, scale: .log),
    .integer("n", -5...5), .choice("c", ["a", "b", "c"]), .integer("n", 7...7),
  ])
  func cellsSnapToTheirValue(_ dimension: SearchSpace.Dimension) {
    for index in 0..<500 {
      let unit = Double(index) / 499
      let snapped = dimension.snapped(unit)
      #expect(dimension.setting(at: snapped) == dimension.setting(at: unit))
      #expect(dimension.snapped(snapped) == snapped)
    }
  }

  /// Where differences are larger than any integer, and doubles too coarse to tell neighbors apart.
  @Test(arguments: [
    SearchSpace.Dimension.integer("n", 0...Int.max), .integer("n", 0...Int.max - 1),
    .integer("n", Int.min...Int.max), .integer("n", Int.min...Int.max, step: Int.max),
    .integer("n", 1...Int.max, scale: .log), .integer("n", Int.max / 2 + 1...Int.max, scale: .log),
  ])
  func theLargestIntegersAreAllRight(_ dimension: SearchSpace.Dimension) throws {
    var values: [Int] = []
    for unit in [0, 0.25, 0.5, 0.75, 1 as Double] {
      let setting = dimension.setting(at: unit)
      guard case .integer(let value) = setting else { continue }
      values.append(value)
      let back = try #require(dimension.unit(of: setting), "\(setting) of \(dimension)")
      #expect((0...1).contains(back))
      #expect(dimension.neighbors(of: back, at: 0.01).allSatisfy { (0...1).contains($0) })
    }
    #expect(values == values.sorted() && values.first != values.last)
  }

  @Test func neighbors() {
    let number = SearchSpace.Dimension.linear("x", 0...10)
    #expect(number.neighbors(of: 0.05, at: 0.1) == [0, 0.05 + 0.1])
    let integer = SearchSpace.Dimension.integer("n", 1...4)
    // Values at 1/8, 3/8, 5/8 and 7/8; the next one where the distance is less than a cell.
    #expect(integer.neighbors(of: 0.375, at: 0.001) == [0.125, 0.625])
    #expect(integer.neighbors(of: 0.375, at: 0.45) == [0.125, 0.875])
    #expect(integer.neighbors(of: 0.125, at: 0.001) == [0.125, 0.375])
    let choice = SearchSpace.Dimension.choice("c", ["a", "b"])
    #expect(choice.neighbors(of: 0.25, at: 0.001) == [0.25, 0.75])
  }
}
