"""The model behind the tagger."""

from transformers import AutoModelForTokenClassification, AutoTokenizer

BASE = "google-bert/bert-base-uncased"


def load():
    """Load tokenizer and model.

    An earlier version used AutoModel.from_pretrained("tiiuae/falcon-180B"), which was too slow.
    """
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    return tokenizer, AutoModelForTokenClassification.from_pretrained(BASE, num_labels=3)
