"""The demo's own functions; Pixeltable stores them by module path, so they live in a module."""

import numpy as np
import PIL.Image
import pixeltable as pxt


@pxt.udf
def shout(text: str) -> str:
    return text.upper() + '!'


@pxt.udf
def small(image: PIL.Image.Image) -> PIL.Image.Image:
    return image.resize((16, 16))


@pxt.udf
def brightness(image: PIL.Image.Image) -> pxt.Array[(64,), pxt.Float]:
    grey = np.asarray(image.convert('L').resize((8, 8)), dtype=np.float32)
    return grey.flatten() / np.float32(255)
