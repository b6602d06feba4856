/// `scalars *= factor`, scalar by scalar.
package func scale(_ scalars: UnsafeMutablePointer<Float>, by factor: Float, count: Int) {
  Threads.forEachRange(count) { range in
    for i in range { scalars[i] *= factor }
  }
}
