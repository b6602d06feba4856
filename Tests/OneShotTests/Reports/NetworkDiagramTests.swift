import Testing

@testable import OneShot

@Suite struct NetworkDiagramTests {
  @Test func kochsNetwork() throws {
    let siamese = try Siamese(Networks.koch(), input: [105, 105, 1])
    let diagram = NetworkDiagram(siamese)
    #expect(diagram.parameterCount == 38_951_745)
    #expect(diagram.leg.count == 9)
    #expect(diagram.leg[0] == .init(kinds: ["Conv2D"], output: [96, 96, 64], parameters: 6464))
    #expect(diagram.distance.output == [4096] && diagram.head.parameters == 4097)
    let elements = try PageElements(diagram.svg)
    for text in ["105 × 105 × 1", "96 × 96 × 64", "6,464", "distance · l1", "4,097"] {
      #expect(elements.text.contains(text))
    }
    // Two legs, the distance and the head.
    #expect(elements.all("rect").count { $0["stroke"] != nil } == 2 * 9 + 2)
  }

  @Test func blocksAreOneBox() throws {
    let siamese = try Siamese(Networks.small(), input: [28, 28, 1], distance: .meanSquared)
    let diagram = NetworkDiagram(siamese)
    #expect(diagram.leg.count == 5)
    #expect(diagram.leg[0].kinds == ["Conv2D", "BatchNorm", "MaxPool2D"])
    #expect(diagram.leg[0].output == [14, 14, 16])
    #expect(diagram.parameterCount == siamese.summary().parameterCount)
  }

  @Test func anyNetworkHasADiagram() throws {
    let leg = Networks.resNet12()
    let siamese = try Siamese(leg, input: [84, 84, 3])
    let diagram = NetworkDiagram(siamese)
    #expect(diagram.parameterCount == siamese.summary().parameterCount)
    _ = try PageElements(diagram.svg)
    let alone = NetworkDiagram(try Siamese(Dense(4), input: [3]))
    #expect(alone.leg.map(\.kinds) == [["Dense"]] && alone.leg[0].parameters == 16)
    #expect(try PageElements(alone.element).all("svg", "aria-label")[0].contains("Dense to 4"))
  }
}
