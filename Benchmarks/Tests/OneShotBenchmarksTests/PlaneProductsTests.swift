import OneShot
import Testing

@testable import OneShotBenchmarks

@Suite struct PlaneProductsTests {
  @Test func quicksPlanesAreThoseOfItsLastThreeConvolutions() throws {
    let found = try MeasuredNetwork.quick.planeProducts()
    #expect(
      found.map(\.products) == [
        PlaneProducts(planes: 36, rows: 32, depth: 16, columns: 64),
        PlaneProducts(planes: 36, rows: 32, depth: 64, columns: 64),
        PlaneProducts(planes: 36, rows: 32, depth: 64, columns: 128),
      ])
    #expect(found[0].multiplyAdds == Double(36 * 80 * 16 * 16 * 64))
  }

  @Test func alikeConvolutionsOfResidualsAreOne() throws {
    let found = try MeasuredNetwork.resnet12.planeProducts()
    #expect(Set(found.map(\.products)).count == found.count)
    #expect(found.map(\.products.columns) == [64, 160, 160, 320, 320, 640, 640])
  }

  @Test func aRowOfTheFourierTransformIsMultipliedAtATime() throws {
    let products = try MeasuredNetwork.blog.planeProducts()[0].products
    #expect(products == PlaneProducts(planes: 60, rows: 33, depth: 64, columns: 128))
    #expect(products.multiplyAdds == 60 * 33 * 64 * 128)
  }
}
