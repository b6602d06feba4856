#!/usr/bin/env python3
"""Writes networks of keras.applications with random weights as ONNX files through tf2onnx, and what ONNX
Runtime gives.

    pip install keras tensorflow-cpu tf2onnx onnxruntime safetensors
    onnx_keras.py FOLDER [NAME ...]

The files are those of onnx_models.py, but images are [count, height, width, channels] in the graph, too.
"""

import os
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
import tf2onnx

from onnx_reference import write_reference

NAMES = "MobileNet MobileNetV2 ResNet50 ResNet50V2 VGG16 DenseNet121 Xception InceptionV3 NASNetMobile".split()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or NAMES:
        keras.utils.set_random_seed(1)
        model = getattr(keras.applications, name)(weights=None, classifier_activation=None)
        for layer in model.layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.moving_mean.assign(np.random.normal(0, 0.1, layer.moving_mean.shape))
                layer.moving_variance.assign(np.random.uniform(0.5, 2, layer.moving_variance.shape))
        size = model.input_shape[1]
        images = np.random.default_rng(1).random((2, size, size, 3), dtype=np.float32)
        path = folder / f"keras-{name}.onnx"
        signature = [tf.TensorSpec((None, size, size, 3), tf.float32, name="images")]
        function = tf.function(lambda images: model(images, training=False), input_signature=signature)
        tf2onnx.convert.from_function(function, signature, opset=17, output_path=str(path))
        write_reference(path, {"images": images}, images)
        print(name, path.stat().st_size, flush=True)


if __name__ == "__main__":
    main()
