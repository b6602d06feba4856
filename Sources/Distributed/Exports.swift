// A group trains what `Training` knows, and its errors about files are of one type.
@_exported import Training
