// Errors about files are of one type, wherever they come from.
@_exported import Datasets
@_exported import Files
