"""Files of the safetensors format."""

import json
import struct

import torch

TYPES = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
    "I8": torch.int8, "U8": torch.uint8, "I16": torch.int16, "I32": torch.int32,
    "I64": torch.int64, "BOOL": torch.bool, "U16": torch.uint16, "U32": torch.uint32,
}


def save(path, tensors, metadata):
    """Writes named tensors, each of one of `TYPES`, and text about them: 8 bytes with the length of the
    header, the header in JSON, and the scalars."""
    header, parts, position = {"__metadata__": metadata}, [], 0
    names = {type: name for name, type in TYPES.items()}
    for name, tensor in tensors.items():
        # Of one scalar an expanded tensor would keep its stride of 0.
        flat = torch.empty(tensor.numel(), dtype=tensor.dtype).copy_(tensor.flatten())
        data = flat.view(torch.uint8).numpy().tobytes()
        header[name] = {
            "dtype": names[tensor.dtype], "shape": list(tensor.shape),
            "data_offsets": [position, position + len(data)],
        }
        parts.append(data)
        position += len(data)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for part in parts:
            file.write(part)
