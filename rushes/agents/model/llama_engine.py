"""llama.cpp itself, in the child: a prompt is read, an answer written. Nothing else imports llama_cpp."""

import codecs
import ctypes
import json
import re
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rushes.agents.model.llama_sampling import NoGrammar, Sampling
from rushes.agents.model.llama_wire import Fault, Message

if TYPE_CHECKING:
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

_MARK = re.compile("\ue000([0-9]+)\ue001")
_PIECE_BYTES = 512
"""Room for one token's bytes: Llama 3's longest, a run of spaces, has 128."""
_EXPONENT = "([eE] [-+]? integral-part)?"
"""A part of the converter's rule for numbers that is left out: sixteen digits of exponent are infinity."""
_DAY = datetime(2024, 7, 26, tzinfo=UTC)
"""The day Llama 3.1's template names by itself. One for all prompts: the same messages, the same prompt."""


class Engine:
    """One loaded model. Raises Fault where the parent must be told why not, ImportError without llama_cpp."""

    def __init__(self, load: Message) -> None:
        import llama_cpp  # noqa: PLC0415 - an extra, heavy, and for this process alone

        self._cpp = llama_cpp
        try:
            self._llm = llama_cpp.Llama(
                load["path"],
                n_ctx=load["context"],
                n_batch=load["batch"],
                n_threads=load["threads"],
                n_threads_batch=load["threads"],
                n_gpu_layers=load["gpu_layers"],
                tensor_split=load["tensor_split"] or None,
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise Fault("model", str(error)) from error
        self._vocab = llama_cpp.llama_model_get_vocab(self._llm.model)
        self._template = self._read_template()
        self._grammars: dict[str, str] = {}

    @property
    def context(self) -> int:
        """Tokens for prompt and answer together."""
        return self._llm.n_ctx()

    @property
    def name(self) -> str:
        """What the file calls itself; may be empty."""
        return self._llm.metadata.get("general.name", "")

    def prompt(self, messages: list[dict[str, str]]) -> list[int]:
        """The messages as tokens. Only the template's own marks become control tokens, never a message's text."""
        marked = [message | {"content": f"\ue000{at}\ue001"} for at, message in enumerate(messages)]
        try:
            whole = self._template(messages=marked).prompt
        except ValueError as error:
            raise Fault("template", str(error)) from error
        tokens: list[int] = []
        for place, part in enumerate(_MARK.split(whole)):
            text = messages[int(part)]["content"].strip() if place % 2 else part
            tokens += self._llm.tokenize(text.encode(errors="replace"), add_bos=False, special=not place % 2)
        begin = self._llm.token_bos()
        wanted = self._cpp.llama_vocab_get_add_bos(self._vocab) and tokens[:1] != [begin]
        return [begin, *tokens] if wanted else tokens

    def count(self, request: Message) -> int:
        """Tokens of a prompt, or of a text by itself."""
        if "text" in request:
            return len(self._llm.tokenize(request["text"].encode(errors="replace"), add_bos=False, special=False))
        return len(self.prompt(request["messages"]))

    def answer(self, request: Message, stopped: threading.Event) -> Iterator[Message]:
        """Pieces of text, then the end with its counts."""
        tokens = self.prompt(request["messages"])
        room = self._room(len(tokens), request["max_tokens"])
        with closing(self._sampling(request)) as sampling:
            try:
                yield from self._read(tokens, reuse=request["reuse_prompt"], stopped=stopped)
                count, finish = yield from self._write(sampling, room, stopped)
            except RuntimeError as error:
                raise Fault("failed", str(error)) from error
        yield {"end": {"prompt_tokens": len(tokens), "answer_tokens": count, "finish": finish}}

    def _read(self, tokens: list[int], *, reuse: bool, stopped: threading.Event) -> Iterator[Message]:
        """Take the prompt in, a batch at a time, saying after each that we are alive."""
        done = self._known(tokens) if reuse else 0
        if done:
            self._llm.n_tokens = done
        else:
            self._llm.reset()
        for at in range(done, len(tokens), self._llm.n_batch):
            if stopped.is_set():
                return
            self._llm.eval(tokens[at : at + self._llm.n_batch])
            yield {"alive": True}

    def _known(self, tokens: list[int]) -> int:
        """How many leading tokens the model still has in mind; the last one is always read again."""
        same = self._llm.longest_token_prefix(list(self._llm.eval_tokens), tokens[:-1])
        memory = self._cpp.llama_get_memory(self._llm.ctx)
        return same if same and self._cpp.llama_memory_seq_rm(memory, -1, same, -1) else 0

    def _write(
        self, sampling: Sampling, room: int, stopped: threading.Event
    ) -> Generator[Message, None, tuple[int, str]]:
        """The answer's pieces; returns how many tokens it has and how it ended (stop, length or stopped)."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        count = 0
        while count < room:
            if stopped.is_set():
                return count, "stopped"
            token = sampling.next(self._llm.ctx)
            if self._cpp.llama_vocab_is_eog(self._vocab, token):
                return count, "stop"
            count += 1
            if text := decoder.decode(self._bytes(token)):
                yield {"piece": text}
            if count < room:
                self._llm.eval([token])
        return count, "length"

    def _bytes(self, token: int) -> bytes:
        room = ctypes.create_string_buffer(_PIECE_BYTES)
        length = self._cpp.llama_token_to_piece(self._vocab, token, room, _PIECE_BYTES, 0, False)  # noqa: FBT003 - C
        return room.raw[: max(length, 0)]

    def _room(self, asked: int, most: int | None) -> int:
        """Tokens the answer may have: those wanted, or all that are left."""
        wanted = most or 1
        if asked + wanted > self.context:
            raise Fault("overflow", "", asked=asked + wanted, fits=self.context)
        return most or self.context - asked

    def _sampling(self, request: Message) -> Sampling:
        schema = request["schema"]
        grammar = None if schema is None else self._grammar(json.dumps(schema))
        heat = {"seed": request["seed"], "temperature": request["temperature"], "top_p": request["top_p"]}
        try:
            return Sampling(self._cpp, self._vocab, grammar=grammar, **heat)
        except NoGrammar as error:
            raise Fault("schema", "llama.cpp can't parse the grammar made of it") from error

    def _grammar(self, schema: str) -> str:
        """The schema's grammar: each is made once."""
        from llama_cpp.llama_grammar import json_schema_to_gbnf  # noqa: PLC0415

        try:
            if schema not in self._grammars:
                self._grammars[schema] = json_schema_to_gbnf(schema).replace(_EXPONENT, "")
        except (AssertionError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            raise Fault("schema", f"{type(error).__name__}: {error}"[:500]) from error
        return self._grammars[schema]

    def _read_template(self) -> "Jinja2ChatFormatter":
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # noqa: PLC0415

        text = self._llm.metadata.get("tokenizer.chat_template")
        if not text:
            raise Fault("model", "The file holds no chat template, so it is no chat model.")
        template = Jinja2ChatFormatter(
            text, eos_token=self._text(self._llm.token_eos()), bos_token=self._text(self._llm.token_bos())
        )
        template.strftime_now = _DAY.strftime
        return template

    def _text(self, token: int) -> str:
        return self._cpp.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace") if token >= 0 else ""
