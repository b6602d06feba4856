// `import OneShot` is all that a user needs to make, train and judge a model.
@_exported import Autograd
@_exported import Datasets
@_exported import EmbeddingSearch
@_exported import Files
@_exported import Layers
@_exported import Optimizers
@_exported import Tensor
@_exported import Training
