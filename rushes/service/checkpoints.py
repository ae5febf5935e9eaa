"""The film graph's checkpoints, in `graph.db`."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple
from langgraph.checkpoint.sqlite import SqliteSaver

from rushes.memory.aside import set_aside
from rushes.service.checkpoint_file import fault_of
from rushes.service.sealed import SealedSerializer


class Checkpoints(SqliteSaver):
    """LangGraph's SQLite saver, called from the event loop and answering in its thread.

    A step waits for its checkpoint in any case, and a checkpoint of ids is written in less time
    than a message to another thread takes (LangGraph's own asynchronous saver sends six a step).
    """

    @contextmanager
    def cursor(self, transaction: bool = True) -> Generator[sqlite3.Cursor]:  # noqa: ARG002, FBT002 - the saver's own signature
        """All of a write or, after an error, nothing of it; the saver's own would commit what came before the error."""
        with self.conn, closing(self.conn.cursor()) as cursor:
            yield cursor

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """The newest checkpoint of a run, or the one named."""
        return self.get_tuple(config)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Write a checkpoint."""
        return self.put(config, checkpoint, metadata, new_versions)

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        """Write what a node has said, before its step is over."""
        self.put_writes(config, writes, task_id, task_path)

    def forget_other_runs(self, run: str) -> None:
        """Keep one run's checkpoints only."""
        with self.cursor() as cursor:
            for table in ("checkpoints", "writes"):
                cursor.execute(f"DELETE FROM {table} WHERE thread_id != ?", (run,))  # noqa: S608 - our own two names


@asynccontextmanager
async def checkpoints(file: Path, say: Callable[[str], None] = lambda _words: None) -> AsyncGenerator[Checkpoints]:
    """The checkpoints, read back strictly: plain values only, no type that a file could name.

    A damaged file, or another program's, is set aside, and `say` is told: everything that matters is in the store, so
    the next run starts from there. Raises sqlite3.Error, OSError.
    """
    nothing_leaves_the_machine()
    fault = fault_of(file)
    if fault:
        say(f"{file.name} is damaged ({fault}): kept as {set_aside(file).name}, the run starts from the store")
    with closing(sqlite3.connect(file)) as connection:
        # A power cut may take the last checkpoints: the store has what they led to, and nodes find it again.
        connection.execute("PRAGMA synchronous=NORMAL")
        saver = Checkpoints(connection, serde=SealedSerializer())
        saver.setup()
        try:
            yield saver
        finally:
            await _let_writes_end()


async def _let_writes_end() -> None:
    """When a branch raises, the graph returns while others' writes are still to be made: the file is open until then.

    The loop is this run's own.
    """
    writes = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*(write for write in writes if write), return_exceptions=True)


def nothing_leaves_the_machine() -> None:
    """LangGraph's base library reports runs to a hosted service when these are set. Here it never does."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
