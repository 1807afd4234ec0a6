"""Word-level and digit-level tokens, from the vocabulary that the TypeScript families export.

Every token but a continuing digit carries its leading space, so decoding is
plain concatenation and gives the model text back exactly.
"""

import json
import re
from pathlib import Path

PAD, EOS, UNK, STEP = 0, 1, 2, 3


class Tokenizer:
    def __init__(self, vocabulary_file: str):
        record = json.loads(Path(vocabulary_file).read_text())
        self.tokens: list[str] = record["tokens"]
        self.pieces: str = record["pieces"]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.pattern = re.compile(self.pieces)
        if self.tokens[:4] != ["<pad>", "<eos>", "<unk>", "\n"]:
            raise SystemExit(f"{vocabulary_file} is not the families' vocabulary: it must begin with <pad>, <eos>, <unk> and the step separator.")

    def __len__(self) -> int:
        return len(self.tokens)

    def encode(self, text: str) -> list[int]:
        try:
            return [self.ids[piece] for piece in self.pattern.findall(text)]
        except KeyError as missing:
            raise SystemExit(f"The vocabulary has no token {missing} (in {text!r}).") from None

    def decode(self, ids) -> str:
        return "".join(self.tokens[i] for i in ids)

    def write(self, folder: str, context: int, more: tuple[str, ...] = ()) -> None:
        """tokenizer.json, tokenizer_config.json and generation_config.json, as transformers reads them.

        more: tokens after those of the vocabulary, which no text holds.
        """
        tokens = [*self.tokens, *more]
        special = [
            {"id": i, "content": tokens[i], "single_word": False, "lstrip": False,
             "rstrip": False, "normalized": False, "special": True}
            for i in (PAD, EOS, UNK, *range(len(self.tokens), len(tokens)))
        ]  # fmt: skip
        tokenizer = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": special,
            "normalizer": None,
            "pre_tokenizer": {
                "type": "Split",
                "pattern": {"Regex": self.pieces},
                "behavior": "Isolated",
                "invert": False,
            },
            "post_processor": None,
            "decoder": {"type": "Fuse"},
            "model": {"type": "WordLevel", "vocab": {token: i for i, token in enumerate(tokens)}, "unk_token": "<unk>"},
        }
        config = {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "pad_token": "<pad>",
            "eos_token": "<eos>",
            "unk_token": "<unk>",
            "model_max_length": context,
            "clean_up_tokenization_spaces": False,
        }
        generation = {"pad_token_id": PAD, "eos_token_id": EOS, "do_sample": True}
        for name, record in (
            ("tokenizer.json", tokenizer),
            ("tokenizer_config.json", config),
            ("generation_config.json", generation),
        ):
            Path(folder, name).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")
