/// A number and what it counts, in the plural unless it is 1: `1 class`, `3 classes`, `0 images`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : noun.hasSuffix("s") ? "es" : "s")"
}
