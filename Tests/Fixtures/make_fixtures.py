"""Writes the numbers that the Swift tests compare with.

    python3 Tests/Fixtures/make_fixtures.py                 # every subject
    python3 Tests/Fixtures/make_fixtures.py Conv2D Losses   # some of them

Keras (on TensorFlow), PyTorch, torchvision, Pillow, scikit-learn, SciPy, NumPy, easyfsl and
pytorch-metric-learning compute them, none of which the Swift tests need. They are taken from the Python
that runs this script, or else from a virtual environment that it makes beside itself, in `.venv`, from
`requirements.txt` (about 7 GB).

Each subject is a folder of `.safetensors` files, one for each case: float32 tensors, row-major, and
the case's settings in the file's metadata. Where gradients are judged, the loss is
sum(output * seed), with `seed` in the file, and `gradient.x` is its gradient with respect to `x`.
The judges compute in double precision wherever that changes nothing but rounding.
"""

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
MODULES = [
    "keras", "tensorflow", "torch", "scipy", "sklearn", "safetensors", "torchvision", "PIL", "onnx",
    "easyfsl", "pytorch_metric_learning", "faiss"]


def run_in_environment():
    """Replaces this process by the same command in the script's own virtual environment."""
    folder = FOLDER / ".venv"
    python = folder / "bin" / "python"
    if Path(sys.prefix) == folder:
        sys.exit(f"{folder}: packages are missing; remove the folder and try again")
    if not python.exists():
        venv.create(folder, with_pip=True)
    requirements = str(FOLDER / "requirements.txt")
    subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    os.execv(python, [python, *sys.argv])


def main():
    if any(importlib.util.find_spec(module) is None for module in MODULES):
        run_in_environment()
    os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
    from judges import SUBJECTS, store

    wanted = sys.argv[1:] or list(SUBJECTS)
    for subject in wanted:
        if subject not in SUBJECTS:
            sys.exit(f"unknown subject {subject}; there are: {' '.join(SUBJECTS)}")
    for subject in wanted:
        store.begin(FOLDER / subject)
        SUBJECTS[subject]()
        print(subject, store.finish(), flush=True)


if __name__ == "__main__":
    main()
