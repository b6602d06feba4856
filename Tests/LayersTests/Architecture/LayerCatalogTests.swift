import Layers
import Testing

@Suite struct LayerCatalogTests {
  @Test func knowsKinds() {
    let catalog = LayerCatalog.standard
    #expect(catalog["Dense"] == Dense.self && catalog["Lambda"] == nil)
    #expect(catalog.kinds == catalog.kinds.sorted())
    let larger = catalog.adding(LayerFormTests.ChannelScale.self, Dense.self)
    #expect(larger.kinds.count == catalog.kinds.count + 1)
    #expect(larger["ChannelScale"] == LayerFormTests.ChannelScale.self)
  }
}
