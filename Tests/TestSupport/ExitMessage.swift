import Testing

/// What a process that an exit test observed wrote to its standard error.
public func message(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
