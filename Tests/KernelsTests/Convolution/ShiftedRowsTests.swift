import Testing

@testable import Kernels

@Suite struct ShiftedRowsTests {
  private func window(channels: Int = 1, stride: Int = 1, width: Int = 20) -> Window {
    Window(
      images: ImageBatch(count: 1, height: 6, width: width, channels: channels),
      kernel: Extent(height: 3, width: 3), strides: Extent(height: stride, width: stride),
      padding: Extent(height: 1, width: 1), output: Extent(height: 6, width: width))
  }

  @Test func patchesAreThoseUnderTheWindow() throws {
    let window = window()
    let image = scattered(6 * 20)
    let rows = try #require(ShiftedRows(window))
    image.withPointer { image in
      rows.forEachRow(of: image, 1..<5) { patches, first in
        #expect(patches.rows == 20 && patches.columns == 9)
        let y = first / 20
        for x in 0..<20 {
          for tap in 0..<9 {
            let (row, column) = (y + tap / 3 - 1, x + tap % 3 - 1)
            let isInside = (0..<6).contains(row) && (0..<20).contains(column)
            // Transposed: a patch is a column in memory.
            let found = patches.pointer[tap * patches.stride + x]
            #expect(found == (isInside ? image[row * 20 + column] : 0))
          }
        }
      }
    }
  }

  @Test func refusesWhatDoesNotSuit() {
    for window in [window(channels: 2), window(stride: 2), window(width: 12)] {
      if ShiftedRows(window) != nil { Issue.record("\(window)") }
    }
  }
}
