"""Weights as PyTorch, Keras and NumPy write them, and what the networks give with them."""

import zipfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from . import store


def file(name):
    return Path(store.path("x")).parent / name


def randomize(network, seed):
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in network.state_dict().items():
        if not tensor.is_floating_point():
            tensor.fill_(7)
        elif name.endswith("running_var"):
            tensor.copy_(torch.rand(tensor.shape, generator=generator) + 0.5)
        else:
            tensor.copy_(torch.randn(tensor.shape, generator=generator) * 0.3)


class Features(nn.Module):
    """Every kind of convolution, under names of its own."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 4, (1, 3))
        self.norm = nn.BatchNorm2d(4)
        self.grouped = nn.Conv2d(4, 6, 3, padding=1, groups=2)
        self.depthwise = nn.Conv2d(6, 12, 3, padding=1, groups=6, bias=False)
        self.slope = nn.PReLU(12)
        self.up = nn.ConvTranspose2d(12, 3, 2, stride=2)
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        x = self.depthwise(self.grouped(self.norm(self.stem(x)).relu()))
        return self.head(self.up(self.slope(x)).mean(dim=(2, 3)))


def torch_networks():
    sequential = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.BatchNorm1d(24), nn.Linear(24, 5), nn.ReLU(), nn.Linear(5, 5))
    for case, network, shape in [
        ("sequential", sequential, (2, 3, 4, 6)), ("features", Features(), (2, 2, 5, 6))]:
        randomize(network, seed=len(case))
        network.eval()
        state = network.state_dict()
        order = {} if case == "sequential" else {"order": " ".join(state)}
        save_file(state, store.path(case), metadata=order)
        x = torch.tensor(store.normal(store.random(case), *shape))
        with torch.no_grad():
            output = network.double()(x)
        store.save(f"{case}-outputs", {"x": x.permute(0, 2, 3, 1), "output": output})


def numpy():
    generator = store.random("NPY")
    values = store.normal(generator, 2, 3, 4)
    store.save("values", {"float": values, "integers": np.arange(24).reshape(2, 3, 4) - 8})
    for kind in ["f2", "f4", "f8"]:
        for order in "<>":
            np.save(file(f"{order == '>' and 'big' or 'little'}-{kind}.npy"), values.astype(order + kind))
    for kind in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        integers = np.arange(24).reshape(2, 3, 4) - (8 if kind[0] == "i" else 0)
        np.save(file(f"{kind}.npy"), integers.astype((">" if kind == "i4" else "<") + kind))
    np.save(file("b1.npy"), np.arange(24).reshape(2, 3, 4) % 3 == 0)
    np.save(file("fortran.npy"), np.asfortranarray(values.astype("<f4")))
    np.save(file("scalar.npy"), np.float32(42))
    np.save(file("empty.npy"), np.zeros((0, 3), np.float32))
    for version in [(2, 0), (3, 0)]:
        with open(file(f"version-{version[0]}.npy"), "wb") as target:
            np.lib.format.write_array(target, values.astype("<f4"), version=version)
    np.save(file("complex.npy"), np.zeros(2, np.complex64))
    np.save(file("text.npy"), np.array(["a"]))
    np.save(file("fields.npy"), np.zeros(2, [("a", "<f4"), ("b", "<i4")]))
    np.save(file("objects.npy"), np.array([{}], dtype=object), allow_pickle=True)
    arrays = {"weight": values.astype("<f4"), "steps": np.arange(3)}
    np.savez(file("stored.npz"), **arrays)
    np.savez_compressed(file("packed.npz"), **arrays)


def keras_networks():
    import keras
    from keras import layers

    before = keras.config.floatx()
    keras.config.set_floatx("float32")
    try:
        keras.utils.set_random_seed(1)
        network = keras.Sequential([
            keras.Input((4, 6, 3)), layers.Conv2D(4, 3, padding="same", name="first"),
            layers.BatchNormalization(epsilon=1e-3), layers.ReLU(),
            layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2),
            layers.SeparableConv2D(4, 3, padding="same"), layers.Conv2D(4, 1, use_bias=False),
            layers.Conv2DTranspose(3, 2, strides=2), layers.PReLU(shared_axes=[1, 2]),
            layers.MaxPooling2D(), layers.Flatten(), layers.Dense(5), layers.Dense(2)])
        generator = store.random("KerasWeights")
        for weight in network.weights:
            values = generator.normal(size=weight.shape) * 0.3
            weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)
        x = store.normal(generator, 2, 4, 6, 3)
        output = network(np.float32(x), training=False)
        network.save_weights(file("network.weights.h5"))
        network.save(file("network.keras"))
        tensors = {f"weight.{i:02}": w.numpy() for i, w in enumerate(network.weights)}
        store.save("outputs", {"x": x, "output": output.numpy(), **tensors})
    finally:
        keras.config.set_floatx(before)
    # The same bytes each time.
    with zipfile.ZipFile(file("network.keras")) as archive:
        contents = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(file("network.keras"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents:
            archive.writestr(zipfile.ZipInfo(name), data)


def hdf5():
    import h5py

    forms = {
        # Pieces that the array's edge cuts, with bytes in another order, packed, and with a checksum.
        "packed": ("earliest", dict(chunks=(2, 3), shuffle=True, compression="gzip", fletcher32=True)),
        "chunked": ("earliest", dict(chunks=(2, 3))),
        # The newer form of groups and headers.
        "newer": ("latest", {}),
    }
    for name, (form, pieces) in forms.items():
        with h5py.File(file(f"{name}.h5"), "w", libver=form) as stored:
            group = stored.create_group("layers/dense/vars")
            group.attrs["name"] = "dense_ä"
            values = np.arange(35, dtype="f4").reshape(5, 7)
            group.create_dataset("0", data=values, **pieces)
            group.create_dataset("1", data=np.arange(7, dtype=">f8"))
            group.create_dataset("2", data=np.array(2.5, "f2"))
            group.create_dataset("3", data=np.arange(3))
            brain = np.arange(3, dtype="f4").view("u4") >> 16
            group.create_dataset("4", data=brain.astype("u2")).attrs["dtype"] = "bfloat16"
            group.create_dataset("5", data=np.zeros((0, 3), "f4"))
            # Names of nothing in this file.
            group["soft"] = h5py.SoftLink("/layers/dense")
            group["external"] = h5py.ExternalLink("packed.h5", "/layers")
