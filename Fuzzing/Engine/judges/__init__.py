"""Cases for EngineFuzz, with what PyTorch says about them; `judge.py` writes them."""
