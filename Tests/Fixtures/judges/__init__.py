"""One module for each group of subjects; a subject is a folder of fixtures."""

import sys

# PyTorch's compiler, which nothing here uses, cannot be loaded beside TensorFlow: both bring LLVM.
sys.modules["triton"] = None

import keras  # noqa: E402

keras.config.set_floatx("float64")

from . import activations, blog_leg, convolutions, distances, interoperation  # noqa: E402
from . import layers, linear_algebra, losses, methods, optimizers, paper_recipe  # noqa: E402
from . import pictures, preprocessing, roc, schedules, siamese, significance  # noqa: E402
from . import triplets, tuning  # noqa: E402
from . import attention, embedding_maps, int8_embeddings, more_layers, networks, onnx_files  # noqa: E402
from . import adaptation, fine_tuning, pair_losses, retrieval, transductive, weights  # noqa: E402

SUBJECTS = {
    "Activations": activations.make,
    "Adaptation": adaptation.make,
    "AdaptiveAveragePool2D": more_layers.adaptive_average_pool,
    "Augmentation": pictures.make,
    "AveragePool2D": layers.average_pool,
    "BatchNorm": layers.batch_norm,
    "BlogLeg": blog_leg.make,
    "Conv2D": layers.conv,
    "ConvTranspose2D": convolutions.transposed,
    "Convolutions": convolutions.conv,
    "Dense": layers.dense,
    "DepthwiseConv2D": convolutions.depthwise,
    "Distances": distances.make,
    "DropBlock": more_layers.drop_block,
    "Embedding": attention.embedding,
    "EmbeddingMaps": embedding_maps.make,
    "FineTuning": fine_tuning.make,
    "GlobalAveragePool2D": layers.global_average_pool,
    "GlobalMaxPool2D": more_layers.global_max_pool,
    "GroupNorm": more_layers.group_norm,
    "HDF5": weights.hdf5,
    "InstanceNorm": more_layers.instance_norm,
    "Int8Embeddings": int8_embeddings.make,
    "KerasWeights": weights.keras_networks,
    "LayerNorm": more_layers.layer_norm,
    "LinearAlgebra": linear_algebra.make,
    "Losses": losses.make,
    "MaxPool2D": layers.max_pool,
    "Methods": methods.make,
    "MultiHeadAttention": attention.multi_head_attention,
    "Networks": networks.make,
    "NPY": weights.numpy,
    "ONNX": onnx_files.make,
    "Optimizers": optimizers.make,
    "PReLU": more_layers.prelu,
    "PairLosses": pair_losses.make,
    "PaperRecipe": paper_recipe.make,
    "Pooling": convolutions.pool,
    "Preprocessing": preprocessing.make,
    "ROCCurve": roc.make,
    "Resizing": convolutions.resize,
    "Residual": more_layers.residual,
    "RetrievalMetrics": retrieval.make,
    "Safetensors": interoperation.make,
    "Schedules": schedules.make,
    "SeparableConv2D": convolutions.separable,
    "Siamese": siamese.make,
    "Significance": significance.make,
    "SqueezeExcitation": more_layers.squeeze_excitation,
    "TorchWeights": weights.torch_networks,
    "Transductive": transductive.make,
    "TransformerBlock": attention.transformer_block,
    "TripletLoss": triplets.make,
    "Tuning": tuning.make,
}
