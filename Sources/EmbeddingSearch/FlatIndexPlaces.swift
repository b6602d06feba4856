/// Where the parts of an index's file begin, each at a multiple of 64 bytes.
struct FlatIndexPlaces: Equatable {
  let ids: Int
  let scales: Int
  let rows: Int
  let exact: Int
  /// The size of the file.
  let end: Int

  /// - Parameters:
  ///   - start: Where the header ends.
  ///   - count: The number of rows; nil is returned where that makes a file larger than any.
  init?(after start: Int, count: Int, _ layout: RowLayout) {
    var place: Int? = start
    func next(_ size: Int) -> Int {
      let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
      guard !overflow, let begin = place, bytes < Int.max / 8 - begin else {
        place = nil
        return 0
      }
      place = (begin + bytes + 63) / 64 * 64
      return begin
    }
    ids = next(8)
    scales = next(layout.scaleBytes)
    rows = next(layout.rowBytes)
    exact = next(layout.exactBytes)
    guard let place else { return nil }
    end = place
  }
}
