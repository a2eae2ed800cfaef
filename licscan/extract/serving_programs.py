"""The programs that serve or fetch a model, and which of their words names it: one row each.

Sources: the command lines in the programs' own documentation (vLLM, TGI, TEI, SGLang, LMDeploy,
TensorRT-LLM, llama.cpp, MLX, Ollama, huggingface_hub).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """A program as a command line, a container image or a Python module starts it."""

    title: str
    words: tuple[re.Pattern[str], ...]
    """Words that follow one another where it is started."""
    options: tuple[str, ...] = ()
    positional: bool = False
    """Whether the next word that is no option names the model."""
    variables: tuple[str, ...] = ()
    """Variables of the environment that name the model."""
    ollama: bool = False
    """Whether names are those of Ollama."""


def _row(
    title: str,
    words: str,
    options: str = "",
    variables: str = "",
    *,
    positional: bool = False,
    ollama: bool = False,
) -> Program:
    patterns = tuple(re.compile(word) for word in words.split())
    return Program(
        title, patterns, tuple(options.split()), positional, tuple(variables.split()), ollama
    )


PROGRAMS = (
    _row("vllm serve", r"(?:.*/)?vllm serve", "--model --speculative-model", positional=True),
    _row("vllm", r"vllm\.entrypoints\S*", "--model --speculative-model"),
    _row("vllm", r"(?:.*/vllm|vllm-openai)(?:-[\w-]+)?(?:[:@]\S*)?", "--model"),
    _row("text-generation-launcher", r"text-generation-launcher", "--model-id", "MODEL_ID"),
    _row("text-generation-inference", r".*/text-generation-inference\S*", "--model-id", "MODEL_ID"),
    _row("text-embeddings-router", r"text-embeddings-router", "--model-id", "MODEL_ID"),
    _row("text-embeddings-inference", r".*/text-embeddings-inference\S*", "--model-id", "MODEL_ID"),
    _row("sglang", r"sglang\.launch_server", "--model-path --model"),
    _row("sglang", r".*/sglang(?:[:@]\S*)?", "--model-path --model"),
    _row("lmdeploy serve", r"lmdeploy serve api_server", "", positional=True),
    _row("trtllm-serve serve", r"trtllm-serve serve", positional=True),
    _row("trtllm-serve", r"trtllm-serve", positional=True),
    _row("llama.cpp", r"(?:.*/)?llama-(?:server|cli|run)", "-hf -hfr --hf-repo"),
    _row("llama.cpp", r".*/llama\.cpp(?::\S*)?", "-hf -hfr --hf-repo"),
    _row("mlx_lm", r"mlx_lm(?:\.\w+)?", "--model"),
    _row("hf download", r"(?:.*/)?(?:huggingface-cli|hf) download", positional=True),
    _row("ollama", r"(?:.*/)?ollama (?:pull|run)", positional=True, ollama=True),
)

SMELL = re.compile(
    rb"vllm|text-generation-(?:launcher|inference)|text-embeddings-(?:router|inference)|sglang|"
    rb"lmdeploy|trtllm-serve|llama-(?:server|cli|run)\b|llama\.cpp|mlx_lm|huggingface-cli|"
    rb"\bhf download|\bollama (?:pull|run)|hf://|HF_MODEL_ID|model_loading_config|modelURL"
)
"""What a file must hold one of before it is read by words."""

ALWAYS = ("HF_MODEL_ID",)
"""Variables that name a model of the Hub whoever reads them (SageMaker)."""
VALUED = frozenset(
    "--cache-dir --exclude --host --include --local-dir --port --repo-type --revision "
    "--token".split()
)
"""Options that may stand before a name and take a word of their own."""
KEYS = ("modelURL:", "model_source:")
"""Keys of manifests (vLLM production stack, Ray Serve) that name a model of the Hub."""


_FIRST = re.compile("|".join(f"(?:{program.words[0].pattern})" for program in PROGRAMS))


def started(words: list[str], at: int) -> tuple[Program, int] | None:
    """Return the program that the words from *at* start, and where its own words end."""
    if not _FIRST.fullmatch(words[at]):
        return None
    for program in PROGRAMS:
        end = at + len(program.words)
        pairs = zip(program.words, words[at:end], strict=False)
        if len(words) >= end and all(pattern.fullmatch(word) for pattern, word in pairs):
            return program, end
    return None
