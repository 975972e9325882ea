"""Training patches: cutting them out of an image stack, and reading them again.

In the order of use: ``outlines`` (what can be used of the outlines), ``windows`` (where patches
lie), ``splitting`` (training and validation places), ``export`` (writing the folder),
``contact_sheet`` (a picture to look at), ``dataset`` (reading the folder).
"""
