"""The page: a Gradio app whose every piece of HTML comes out of one escaping builder."""

import os

# Gradio, and the Hugging Face client it brings along, call home unless told otherwise before their import.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
