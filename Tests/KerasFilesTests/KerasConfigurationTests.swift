import Testing

@testable import KerasFiles

@Suite struct KerasConfigurationTests {
  @Test func listsLayersAndThoseWithin() {
    let text = """
      {"class_name": "Functional", "config": {"layers": [
        {"class_name": "InputLayer", "config": {}},
        {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense"}]}},
        {"class_name": "Dense", "config": {}}, {"class_name": "Dense", "config": {}}]}}
      """
    #expect(
      KerasConfiguration(Array(text.utf8)).paths == [
        "layers/input_layer", "layers/sequential", "layers/sequential/layers/dense",
        "layers/dense", "layers/dense_1",
      ])
    #expect(KerasConfiguration(Array("[".utf8)).paths.isEmpty)
    #expect(KerasConfiguration(Array("{\"config\": {\"layers\": 3}}".utf8)).paths.isEmpty)
  }
}
