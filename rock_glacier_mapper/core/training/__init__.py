"""Training of networks: the only part of the project that needs PyTorch.

In the order of use: ``scenes`` (labelled scenes), ``augmentation``, ``network``, ``fitting``,
``metrics`` (held-out figures, calibration), ``export`` (ONNX with its model card).
"""
