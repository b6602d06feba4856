import Autograd
import Layers
import Tensor
import TestSupport
import Testing

@Suite struct LayerFormTests {
  /// Layers of a user.
  struct ChannelScale: DescribedLayer {
    var factor: Parameter
    let start: Float

    init(start: Float = 1) {
      self.start = start
      factor = Parameter { input, _ in .full([input[-1]], start) }
    }
    static var parts: [Part<Self>] { [Part("factor", \.factor)] }
    func callAsFunction(_ input: Tensor) -> Tensor { input * factor.value }

    struct Form: Codable { let start: Float }
    var form: Form { Form(start: start) }
    init(form: Form) throws {
      guard form.start > 0 else {
        throw ArchitectureError(found: "start \(form.start)", expected: "a positive start")
      }
      self.init(start: form.start)
    }
  }

  struct Branches: DescribedLayer {
    var left: Sequential
    var right: any Layer
    static var parts: [Part<Self>] { [Part("left", \.left), Part("right", \.right)] }
    func callAsFunction(_ input: Tensor) -> Tensor { left(input) + right(input) }

    static let kind = "test.Branches"
    struct Form: Codable {
      let left: Sequential.Form
      let right: LayerForm
    }
    var form: Form { Form(left: left.form, right: LayerForm(right)) }
    init(left: Sequential, right: any Layer) { (self.left, self.right) = (left, right) }
    init(form: Form) { self.init(left: Sequential(form: form.left), right: form.right.layer) }
  }

  private let catalog = LayerCatalog.standard.adding(ChannelScale.self, Branches.self)

  @Test func writesKindAndForm() throws {
    #expect(try DescribedLayers.text(LayerForm(Flatten())) == #"{"Flatten":{}}"#)
    #expect(
      try DescribedLayers.text(LayerForm(Dense(2, activation: .elu(alpha: 0.5))))
        == #"{"Dense":{"activation":"elu(0.5)","units":2,"usesBias":true}}"#)
    #expect(
      try DescribedLayers.text(LayerForm(Sequential([Activation.relu])))
        == #"{"Sequential":[{"Activation":"relu"}]}"#)
  }

  @Test func layersOfAUser() throws {
    let model = Branches(left: Sequential { ChannelScale(start: 2) }, right: LayerNorm())
    let text = try DescribedLayers.text(LayerForm(model))
    let read = try #require(try DescribedLayers.read(text, catalog) as? Branches)
    #expect(try DescribedLayers.text(LayerForm(read)) == text)
    #expect((read.left.layers[0] as? ChannelScale)?.start == 2)
    let error = #expect(throws: ArchitectureError.self) { try DescribedLayers.read(text) }
    #expect(error?.found == "a layer of the kind \"test.Branches\"")
    #expect(error?.expected.contains("BatchNorm, ClassToken") == true)
    let wrong = text.replacing("2", with: "-2")
    let other = #expect(throws: ArchitectureError.self) {
      try DescribedLayers.read(wrong, catalog)
    }
    #expect(other?.description == "left.0: expected a positive start, found start -2.0")
  }

  /// Another layer under the name of one of this library.
  @Test func aKindOfThisLibraryIsNotTaken() throws {
    enum Own {
      struct Flatten: DescribedLayer {
        func callAsFunction(_ input: Tensor) -> Tensor { input }
        init() {}
        init(form: NoSettings) {}
      }
    }
    let error = #expect(throws: ArchitectureError.self) {
      try DescribedLayers.text(LayerForm(Sequential([Own.Flatten()])))
    }
    #expect(error?.description.hasPrefix("0: ") == true)
  }

  // MARK: - What files may hold

  @Test(arguments: [
    "{}", "[]", "3", #"{"Flatten":{},"Dense":{}}"#, #"{"Dense":{}}"#, #"{"Dense":[]}"#,
    #"{"Dense":{"activation":"mish","units":2,"usesBias":true}}"#,
    #"{"Dense":{"activation":"elu(inf)","units":2,"usesBias":true}}"#,
    #"{"Dense":{"activation":"relu","units":0,"usesBias":true}}"#,
    #"{"Dense":{"activation":"relu","units":-1,"usesBias":true}}"#,
    #"{"Dense":{"activation":"relu","units":2147483648,"usesBias":true}}"#,
    #"{"Dense":{"activation":"relu","units":99999999999999999999,"usesBias":true}}"#,
    #"{"Dense":{"activation":"relu","units":2.5,"usesBias":true}}"#,
    #"{"Dropout":{"rate":1}}"#, #"{"Dropout":{"rate":-0.5}}"#, #"{"StochasticDepth":{"rate":2}}"#,
    #"{"DropBlock":{"blockSize":0,"rate":0.5}}"#, #"{"MultiHeadAttention":{"heads":0}}"#,
    #"{"BatchNorm":{"epsilon":0,"momentum":0.9,"runningEstimate":"biased"}}"#,
    #"{"BatchNorm":{"epsilon":0.1,"momentum":1.5,"runningEstimate":"biased"}}"#,
    #"{"BatchNorm":{"epsilon":0.1,"momentum":0.5,"runningEstimate":"none"}}"#,
    #"{"GroupNorm":{"epsilon":0.1,"groups":0}}"#, #"{"LayerNorm":{"epsilon":-1}}"#,
    #"{"Reshape":{"target":[-1]}}"#, #"{"Reshape":{"target":[4294967296,4294967296]}}"#,
    #"{"ZeroPad2D":{"bottom":0,"left":-1,"right":0,"top":0}}"#,
    #"{"UpSample2D":{"height":1000000000,"interpolation":"nearest","width":2}}"#,
    #"{"AdaptiveAveragePool2D":{"height":0,"width":2}}"#,
    #"{"Embedding":{"count":9000000000,"features":9000000000}}"#,
    #"{"Unknown":{}}"#, #"{"Lambda":{"name":"half"}}"#,
  ])
  func isRefused(_ text: String) {
    #expect(throws: (any Error).self) { try DescribedLayers.read(text) }
    let nested = #"{"Sequential":[{"Flatten":{}},\#(text)]}"#
    #expect(throws: (any Error).self) { try DescribedLayers.read(nested) }
  }

  @Test(arguments: [
    (#""kernel":[3,3]"#, #""kernel":[0,3]"#), (#""kernel":[3,3]"#, #""kernel":[3]"#),
    (#""kernel":[3,3]"#, #""kernel":[3,1e30]"#), (#""strides":[1,1]"#, #""strides":[1,-1]"#),
    (#""dilation":[1,1]"#, #""dilation":[99999999,1]"#), (#""top":1"#, #""top":-1"#),
    (#""top":1"#, #""top":3000000000"#), (#""groups":2"#, #""groups":3"#),
    (#""groups":2"#, #""groups":0"#), (#""filters":4"#, #""filters":0"#),
    (#"{"zeros""#, #"{"ones""#),
  ])
  func noSuchWindow(_ part: String, _ wrong: String) throws {
    let text = try DescribedLayers.text(
      LayerForm(Conv2D(4, kernel: 3, padding: .zeros(1), groups: 2)))
    _ = try DescribedLayers.read(text)
    #expect(text.contains(part))
    #expect(throws: (any Error).self) {
      try DescribedLayers.read(text.replacing(part, with: wrong))
    }
  }

  @Test func windowsThatOnlySomeLayersHave() throws {
    let pool = try DescribedLayers.text(LayerForm(MaxPool2D(2, padding: .zeros(1))))
    let depthwise = try DescribedLayers.text(LayerForm(DepthwiseConv2D(kernel: 2)))
    let transposed = try DescribedLayers.text(
      LayerForm(ConvTranspose2D(1, kernel: 2, strides: 2, outputPadding: 1)))
    for (text, part, wrong) in [
      (pool, #""top":1"#, #""top":2"#), (pool, #""dilation":[1,1]"#, #""dilation":[2,2]"#),
      (depthwise, #""kernel":[2,2]"#, #""kernel":[2,3]"#),
      (transposed, #""outputPadding":1"#, #""outputPadding":2"#),
    ] {
      _ = try DescribedLayers.read(text)
      #expect(throws: ArchitectureError.self) {
        try DescribedLayers.read(text.replacing(part, with: wrong))
      }
    }
  }

  @Test func nestsOnlySoDeep() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"Sequential":["#, count: depth) + #"{"Flatten":{}}"#
        + String(repeating: "]}", count: depth)
    }
    _ = try DescribedLayers.read(nested(LayerForm.deepest - 1))
    for depth in [LayerForm.deepest, 200, 100_000] {
      #expect(throws: (any Error).self) { try DescribedLayers.read(nested(depth)) }
    }
    #expect(throws: (any Error).self) {
      try DescribedLayers.read(String(repeating: "[", count: 100_000))
    }
    var layer: any Layer = Flatten()
    for _ in 0..<LayerForm.deepest { layer = Sequential([layer]) }
    #expect(throws: ArchitectureError.self) { try DescribedLayers.text(LayerForm(layer)) }
  }

  /// Sizes within bounds that multiply: nothing is made of them.
  @Test func whatGrowsIsAShapeError() throws {
    let larger = #"{"UpSample2D":{"height":65536,"interpolation":"nearest","width":65536}}"#
    let text = #"{"Sequential":[\#(Array(repeating: larger, count: 9).joined(separator: ","))]}"#
    var layer = try DescribedLayers.read(text)
    let error = #expect(throws: ShapeError.self) { try layer.build(for: [2, 2, 1]) }
    #expect(error?.path == ["0"])
  }
}
