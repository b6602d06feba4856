/// Stops the program with `message` when `condition` is false, in release builds too.
///
/// For programming mistakes inside operations, such as shapes that do not fit. `precondition` would
/// print no message in a release build.
@inline(__always)
package func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}
